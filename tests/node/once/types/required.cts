import voxtoken = require('voxtoken');
import v007 = require('voxtoken/agora/src/AccessToken2');
import v006 = require('voxtoken/agora-access-token/src/AccessToken');

const token: voxtoken.Token = new voxtoken.Token('text', 1);
const end: number = token.expireTime;
const built = [v007.AccessToken2, v006.AccessToken, end];
export = built;
