export { Sandbox, SandboxError } from "./sandbox.js";
