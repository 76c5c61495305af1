import os from 'node:os';
import { CuvetteError, type DoctorCheck, type Service } from '../../protocol';
import { sqlEngineVersion } from '../data/duckdb';
import { sqliteVersion } from '../tracking/sqliteConnection';

/** Handler of `doctor/check`: what is installed and whether it works here, tried for real. */
export function createDoctorHandler(productVersion: string): Pick<Service, 'doctor/check'> {
  return {
    'doctor/check': async () => ({
      product: { version: productVersion },
      machine: {
        platform: process.platform,
        arch: process.arch,
        cpus: os.cpus().length,
        memoryBytes: os.totalmem(),
        node: process.versions.node,
      },
      checks: [
        nodeCheck(),
        await tried('DuckDB (reads and aggregates data)', sqlEngineVersion),
        await tried('SQLite (run store)', sqliteVersion),
        await encodingsCheck(),
      ],
    }),
  };
}

function nodeCheck(): DoctorCheck {
  const major = Number(process.versions.node.split('.')[0]);
  const supported = major >= 20;
  return {
    name: 'Node.js',
    state: supported ? 'ok' : 'broken',
    required: true,
    version: process.versions.node,
    detail: supported ? '' : 'Node.js 20 or newer is needed.',
    remedy: supported ? null : 'Install a current Node.js.',
  };
}

async function tried(name: string, version: () => Promise<string> | string): Promise<DoctorCheck> {
  try {
    return {
      name,
      state: 'ok',
      required: true,
      version: await version(),
      detail: '',
      remedy: null,
    };
  } catch (thrown) {
    return {
      name,
      state: 'broken',
      required: true,
      version: null,
      detail: CuvetteError.from(thrown).message,
      remedy: 'Install Cuvette again for this platform (npm ci, or the .vsix of this platform).',
    };
  }
}

function encodingsCheck(): Promise<DoctorCheck> {
  return tried('Text encodings (EUC-KR, Shift-JIS)', () => {
    for (const label of ['euc-kr', 'shift_jis', 'utf-16be', 'windows-1252']) new TextDecoder(label);
    return process.versions['icu'] ?? 'built in';
  });
}
