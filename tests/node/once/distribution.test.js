'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, test } = require('node:test');

const { execute } = require('../support/program');

const ROOT = path.resolve(__dirname, '..', '..', '..');
const DIST = process.env.VOXTOKEN_DIST;
const MAIN = 'bindings/node/package.json';
const PLATFORM = 'bindings/node/linux-x64-gnu/package.json';
const LICENSES = ['LICENSE-APACHE', 'LICENSE-MIT'];
const MAX_MAIN = 512 * 1024;
const MAX_PLATFORM = 4 * 1024 * 1024;
/** Builds quickly and changes nothing in what is installed where. */
const QUICK = `
[profile.release]
lto = "off"
opt-level = 0
codegen-units = 256
[profile.release.package."*"]
opt-level = 0
`;

const folders = [];
after(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true })));

const manifest = (file) => JSON.parse(fs.readFileSync(path.join(ROOT, file), 'utf8'));
const { version } = manifest(MAIN);
const tarballs = {
  main: path.join(DIST, `voxtoken-${version}.tgz`),
  platform: path.join(DIST, `voxtoken-linux-x64-gnu-${version}.tgz`),
};

/** A field of the crate. */
function crate(field) {
  return new RegExp(`^${field} = "(.*)"$`, 'm').exec(fs.readFileSync(path.join(ROOT, 'Cargo.toml'), 'utf8'))[1];
}

/** The files in a tarball. */
function contents(tarball) {
  const { stdout } = execute('tar', ['-tzf', tarball]);
  return stdout.trim().split('\n').map((name) => name.replace(/^package\//, '')).sort();
}

/** A new folder where nothing is installed. */
function emptyFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'voxtoken-'));
  folders.push(folder);
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  return folder;
}

function npm(folder, words, options = {}) {
  const quiet = ['--offline', '--loglevel=error', '--no-audit', '--no-fund'];
  const env = { ...process.env, ...options.env };
  const { status, stderr } = execute('npm', [...words, ...quiet], { cwd: folder, timeout: 900_000, env });
  assert.equal(status, 0, stderr);
}

function versionOf(folder) {
  return execute(path.join(folder, 'node_modules', '.bin', 'voxtoken'), ['--version'], { cwd: folder }).stdout;
}

test('the versions and words are those of the crate', () => {
  const [main, platform] = [manifest(MAIN), manifest(PLATFORM)];
  assert.deepEqual([main.version, platform.version], [crate('version'), crate('version')]);
  assert.deepEqual(main.optionalDependencies, { [platform.name]: crate('version') });
  assert.deepEqual([main.description, main.license], [crate('description'), crate('license')]);
  assert.deepEqual([platform.os, platform.cpu, platform.libc], [['linux'], ['x64'], ['glibc']]);
  // A name with a scope is private on the registry unless it says otherwise.
  assert.deepEqual(platform.publishConfig, { access: 'public' });
});

test('the package holds modules, declarations and Rust sources, and nothing else', () => {
  const names = contents(tarballs.main);
  const rust = names.filter((name) => name.startsWith('rust/'));
  for (const name of ['rust/Cargo.toml', 'rust/Cargo.lock', 'rust/build.rs', 'rust/src/ffi/node.rs']) {
    assert.ok(rust.includes(name), name);
  }
  assert.deepEqual(rust.filter((name) => !/^rust\/(Cargo\.(toml|lock)|build\.rs|src\/.*\.(rs|toml))$/.test(name)), []);
  const others = names.filter((name) => !rust.includes(name));
  assert.deepEqual(others.filter((name) => !/\.(m?js|d\.m?ts)$/.test(name)), [
    ...LICENSES,
    'README.md',
    'package.json',
  ]);
  for (const name of others.filter((name) => /^(?!install|bin).*\.m?js$/.test(name))) {
    assert.ok(others.includes(name.replace(/\.(m?)js$/, '.d.$1ts')), `${name} has no declarations`);
  }
  assert.ok(fs.statSync(tarballs.main).size <= MAX_MAIN, `${fs.statSync(tarballs.main).size} bytes`);
});

/** The files of the source below these, where the source is under version control. */
function tracked(...places) {
  return execute('git', ['-C', ROOT, 'ls-files', ...places]).stdout.split('\n').filter(Boolean);
}

const SKIP = execute('git', ['-C', ROOT, 'rev-parse']).status !== 0 && 'the source is not under version control';

test('the package holds all modules and Rust sources of the source, and no other', { skip: SKIP }, () => {
  const own = tracked('bindings/node').map((name) => name.replace('bindings/node/', ''));
  const packed = own.filter((name) => /\.(m?js|d\.m?ts)$|^README|^package/.test(name));
  const rust = ['Cargo.toml', 'Cargo.lock', ...tracked('build.rs', 'src')].map((name) => `rust/${name}`);
  const expected = [...packed, ...rust, ...LICENSES];
  assert.deepEqual(contents(tarballs.main), expected.sort());
});

test('the source alone, without version control, gives the same package', () => {
  const [folder, dist] = [emptyFolder(), emptyFolder()];
  for (const name of contents(tarballs.main).filter((name) => name.startsWith('rust/src/'))) {
    fs.cpSync(path.join(ROOT, name.slice(5)), path.join(folder, name.slice(5)));
  }
  for (const name of ['bindings', 'Cargo.toml', 'Cargo.lock', 'build.rs', 'README.md', ...LICENSES]) {
    fs.cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
  }
  const module = path.join(folder, 'module');
  fs.writeFileSync(module, 'in the place of the native module');
  const env = { ...process.env, CARGO_TARGET_DIR: path.join(folder, 'target') };
  const script = path.join(folder, 'bindings/node/dist.sh');
  const { status, stderr } = execute('sh', [script, dist, module], { env, timeout: 300_000 });
  assert.equal(status, 0, stderr);
  const made = path.join(dist, path.basename(tarballs.main));
  assert.deepEqual(contents(made), contents(tarballs.main));
  assert.deepEqual(contents(path.join(dist, path.basename(tarballs.platform))), contents(tarballs.platform));
});

test('the platform package holds the native module alone', () => {
  const names = [...LICENSES, 'README.md', 'package.json', 'voxtoken.node'];
  assert.deepEqual(contents(tarballs.platform), names);
  assert.ok(fs.statSync(tarballs.platform).size <= MAX_PLATFORM, `${fs.statSync(tarballs.platform).size} bytes`);
});

test('the native module is for glibc 2.17, is stripped, exports one name and needs the C library alone', () => {
  const module = require.resolve('@voxtoken/linux-x64-gnu', { paths: [require.resolve('voxtoken')] });
  const shown = execute('objdump', ['-p', '-h', '-T', module], { maxBuffer: 1 << 26 }).stdout;
  const versions = [...shown.matchAll(/GLIBC_(\d+)\.(\d+)/g)].map(([, major, minor]) => major * 1000 + Number(minor));
  assert.ok(Math.max(...versions) <= 2017, `${Math.max(...versions)}`);
  const needed = [...shown.matchAll(/NEEDED +(\S+?)\.so/g)].map(([, name]) => name);
  const known = ['libc', 'libm', 'libpthread', 'libdl', 'librt', 'ld-linux-x86-64'];
  assert.deepEqual(needed.filter((name) => !known.includes(name)), []);
  assert.match(shown, /\.text/);
  assert.doesNotMatch(shown, /\.debug/);
  const exported = execute('nm', ['-D', '--defined-only', module]).stdout.trim().split('\n');
  assert.deepEqual(exported.map((line) => line.split(' ').at(-1)), ['napi_register_module_v1']);
});

test('both tarballs install in an empty folder, without a build', () => {
  const folder = emptyFolder();
  npm(folder, ['install', tarballs.main, tarballs.platform], { env: { CARGO_NET_OFFLINE: 'true' } });
  assert.equal(versionOf(folder), `voxtoken ${version}\n`);
  assert.ok(!fs.existsSync(path.join(folder, 'node_modules/voxtoken/native')));
});

test('the package alone builds the native module when cargo is there, by npm install and by npm rebuild', () => {
  // Inside a workspace of another project, whose programs are for another machine.
  const folder = emptyFolder();
  const env = { CARGO_TARGET_DIR: path.join(path.dirname(DIST), 'from-source') };
  fs.writeFileSync(path.join(folder, 'Cargo.toml'), '[workspace]\nmembers = []\n');
  fs.mkdirSync(path.join(folder, '.cargo'));
  fs.writeFileSync(path.join(folder, '.cargo/config.toml'), `[build]\ntarget = "wasm32-unknown-unknown"\n${QUICK}`);
  npm(folder, ['install', tarballs.main], { env });
  const installed = path.join(folder, 'node_modules/voxtoken');
  assert.equal(versionOf(folder), `voxtoken ${version}\n`);

  fs.rmSync(path.join(installed, 'native'), { recursive: true });
  npm(folder, ['rebuild', 'voxtoken'], { env });
  assert.equal(versionOf(folder), `voxtoken ${version}\n`);
});

test('the package alone installs without cargo, and says on use what is missing', () => {
  const folder = emptyFolder();
  const tools = path.join(folder, 'tools');
  fs.mkdirSync(tools);
  for (const tool of ['sh', 'node', 'npm']) {
    fs.symlinkSync(execute('sh', ['-c', `command -v ${tool}`]).stdout.trim(), path.join(tools, tool));
  }
  npm(folder, ['install', tarballs.main], { env: { PATH: tools } });
  const { status, stderr } = execute(process.execPath, ['-e', `require('voxtoken')`], { cwd: folder });
  assert.equal(status, 1);
  assert.match(stderr, /voxtoken: the package @voxtoken\/linux-x64-gnu is missing/);
});
