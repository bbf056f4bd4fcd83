'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, test } = require('node:test');

const ts = require('typescript');

const { execute } = require('../support/program');

const ROOT = path.resolve(__dirname, '..', '..', '..');
const SOURCE = path.join(ROOT, 'bindings', 'node');
const PROGRAMS = path.join(__dirname, 'types');
/** How programs find packages: the options of the compiler, and the ends of programs that are written so. */
const WAYS = {
  NodeNext: { ends: ['.ts', '.mts', '.cts'], module: 'nodenext', target: 'es2022' },
  Node10: { ends: ['.ts'], module: 'commonjs', moduleResolution: 'node10', target: 'es2022', esModuleInterop: true },
  Bundler: { ends: ['.ts', '.mts'], module: 'esnext', moduleResolution: 'bundler', target: 'es2022' },
};
const OPTIONS = { strict: true, noEmit: true, skipLibCheck: false, types: ['node'], typeRoots: [types()] };

const folders = [];
after(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true })));

function types() {
  return path.join(__dirname, 'node_modules', '@types');
}

/** The files below a folder with one of these ends, by their names from there. */
function files(folder, ends) {
  const skipped = ['node_modules', 'native', 'rust', 'linux-x64-gnu'];
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return ends.some((end) => entry.name.endsWith(end)) ? [entry.name] : [];
    if (skipped.includes(entry.name)) return [];
    return files(path.join(folder, entry.name), ends).map((name) => path.join(entry.name, name));
  });
}

/** What the compiler says about programs with these options. */
function complaints(programs, options) {
  const { options: known, errors } = ts.convertCompilerOptionsFromJson({ ...OPTIONS, ...options }, PROGRAMS);
  assert.deepEqual(errors, []);
  const program = ts.createProgram(programs, known);
  const found = ts.getPreEmitDiagnostics(program);
  const format = { getCanonicalFileName: String, getCurrentDirectory: () => ROOT, getNewLine: () => '\n' };
  return ts.formatDiagnostics(found, format);
}

/** The declarations, made anew from the comments. */
function generated() {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'voxtoken-types-'));
  folders.push(temporary);
  const [source, folder] = ['source', 'made'].map((name) => path.join(temporary, name));
  const modules = files(SOURCE, ['.js', '.mjs']).filter((name) => name !== 'install.js' && !name.startsWith('bin'));
  // Alone, because the compiler prefers declarations that are there.
  for (const name of [...modules, 'package.json']) fs.cpSync(path.join(SOURCE, name), path.join(source, name));
  const { options } = ts.convertCompilerOptionsFromJson(
    {
      allowJs: true,
      declaration: true,
      emitDeclarationOnly: true,
      target: 'es2022',
      module: 'nodenext',
      moduleResolution: 'nodenext',
      strict: true,
      types: ['node'],
      typeRoots: [types()],
      outDir: folder,
      rootDir: source,
    },
    source,
  );
  const { diagnostics } = ts.createProgram(modules.map((name) => path.join(source, name)), options).emit();
  assert.deepEqual(diagnostics.map(({ messageText }) => messageText), []);
  return folder;
}

test('the committed declarations are those of the comments', () => {
  const folder = generated();
  const ends = ['.d.ts', '.d.mts'];
  if (process.env.VOXTOKEN_BLESS) {
    for (const name of files(SOURCE, ends)) fs.rmSync(path.join(SOURCE, name));
    fs.cpSync(folder, SOURCE, { recursive: true });
  }
  assert.deepEqual(files(SOURCE, ends).sort(), files(folder, ends).sort());
  for (const name of files(folder, ends)) {
    const text = (where) => fs.readFileSync(path.join(where, name), 'utf8');
    assert.equal(text(SOURCE), text(folder), `${name}: VOXTOKEN_BLESS=1 writes it anew`);
  }
});

/** A new folder for programs. */
function folderOfPrograms() {
  const folder = fs.mkdtempSync(path.join(PROGRAMS, 'made-'));
  folders.push(folder);
  return folder;
}

/** Writes this text as a program of each kind that is written so. */
function write(folder, name, text, ends) {
  return ends.filter((end) => end !== '.cts').map((end) => {
    const file = path.join(folder, `${name}${end}`);
    fs.writeFileSync(file, text);
    return file;
  });
}

/** The text of each program for an official package, as it is and as it is here: by file names. */
function official() {
  const names = { 'agora-token': 'voxtoken/agora', 'agora-access-token': 'voxtoken/agora-access-token' };
  return Object.entries(names).flatMap(([name, own]) => {
    const text = fs.readFileSync(path.join(PROGRAMS, 'official', `${name}.ts`), 'utf8');
    const moved = text.replace(`from '${name}'`, `from '${own}'`);
    assert.notEqual(moved, text);
    return [[`official-${name}`, text], [`own-${name}`, moved]];
  });
}

/** All names that modules of the package are found under. */
function specifiers() {
  const { exports: known } = require('voxtoken/package.json');
  return Object.keys(known).filter((name) => name !== './package.json').flatMap((name) => {
    const [folder, end] = name.split('*');
    if (end === undefined) return name === '.' ? 'voxtoken' : `voxtoken${name.slice(1)}`;
    const modules = fs.readdirSync(path.join(SOURCE, folder)).filter((file) => file.endsWith('.js'));
    return modules.map((file) => `voxtoken${folder.slice(1)}${path.parse(file).name}${end}`);
  });
}

for (const [name, { ends, ...options }] of Object.entries(WAYS)) {
  const programs = files(PROGRAMS, ends).map((program) => path.join(PROGRAMS, program));
  test(`programs are checked without a complaint: ${name}`, () => {
    assert.notEqual(programs.length, 0);
    assert.equal(complaints(programs, options), '');
  });

  test(`a typed program for a package of Agora moves over by the name of the package: ${name}`, () => {
    const folder = folderOfPrograms();
    const moved = official().flatMap(([program, text]) => write(folder, program, text, ends));
    assert.equal(complaints(moved, options), '');
  });

  test(`each module of the package is found with its types: ${name}`, () => {
    const names = specifiers();
    assert.ok(names.length > 40);
    const lines = names.map((specifier, index) => `import * as m${index} from '${specifier}';\nvoid m${index};\n`);
    assert.equal(complaints(write(folderOfPrograms(), 'all', lines.join(''), ends), options), '');
  });
}

test('each mistake that a program marks is found', () => {
  // A mark without a mistake is a complaint, too: so the marks are counted, not only passed over.
  const marks = fs.readFileSync(path.join(PROGRAMS, 'main.ts'), 'utf8').match(/@ts-expect-error/g);
  assert.ok(marks.length >= 8);
});

test('the kinds of errors are those of the core', () => {
  const table = fs.readFileSync(path.join(ROOT, 'src/error.rs'), 'utf8').matchAll(/row\(\s*ErrorKind::\w+,\s*"(\w+)"/g);
  const union = /type Kind = (.*);/.exec(fs.readFileSync(path.join(SOURCE, 'lib/errors.d.ts'), 'utf8'))[1];
  assert.deepEqual(union.replace(/['"]/g, '').split(' | '), [...table].map(([, name]) => name));
});

test('the programs work', () => {
  const folder = folderOfPrograms();
  const own = ['main.ts', 'module.mts'].map((name) => [name, fs.readFileSync(path.join(PROGRAMS, name), 'utf8')]);
  const moved = official().filter(([name]) => name.startsWith('own-'));
  const both = moved.flatMap(([name, text]) => ['.ts', '.mts'].map((end) => [`${name}${end}`, text]));
  for (const [name, text] of [...own, ...both]) {
    const module = name.endsWith('.mts') ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS;
    const compilerOptions = { module, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
    const { outputText } = ts.transpileModule(text, { compilerOptions, fileName: name });
    const file = path.join(folder, name.replace(/\.(m?)ts$/, '.$1js'));
    fs.writeFileSync(file, outputText);
    const { status, stderr } = execute(process.execPath, [file]);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' }, name);
  }
});
