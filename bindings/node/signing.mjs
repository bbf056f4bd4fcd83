export {
  acs3Authorization,
  acs3CanonicalRequest,
  acs3Sign,
  acs3StringToSign,
  canonicalizedQuery,
  percentEncode,
  roaAuthorization,
  roaSign,
  roaStringToSign,
  rpcSign,
  rpcStringToSign,
  sha256Hex,
} from './signing.js';
