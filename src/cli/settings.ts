import path from 'node:path';
import type { Command } from 'commander';
import { CuvetteError, parameterError } from '../protocol';

/** The options that every command accepts, checked. */
export interface GlobalSettings {
  readonly json: boolean;
  readonly store: string;
  readonly seed?: number;
  readonly memory?: string;
  readonly threads?: number;
}

/** @throws {CuvetteError} PARAMETER_INVALID or USAGE_INVALID naming the option. */
export function readGlobalSettings(command: Command, workingFolder: string): GlobalSettings {
  const options = command.optsWithGlobals<Record<string, string | boolean | undefined>>();
  const engine = options['engine'];
  if (engine !== 'duckdb:') {
    throw new CuvetteError('USAGE_INVALID', `The engine ${String(engine)} is not available.`, {
      hint: 'This version computes with the embedded engine: leave out --engine, or use --engine duckdb:.',
    });
  }
  const seed = readInteger(options['seed'], '--seed', 0, 0xffff_ffff);
  const threads = readInteger(options['threads'], '--threads', 1, 1024);
  const memory = options['memory'];
  if (typeof memory === 'string' && !/^\d+(\.\d+)?\s*[KMGT]i?B$/i.test(memory)) {
    throw parameterError('--memory', 'cuvette', 'a size such as 500MB or 4GB', memory);
  }
  return {
    json: options['json'] === true,
    store: absoluteStore(String(options['store']), workingFolder),
    ...(seed === undefined ? {} : { seed }),
    ...(threads === undefined ? {} : { threads }),
    ...(typeof memory === 'string' ? { memory } : {}),
  };
}

/**
 * A whole number from the command line; `undefined` when the option is absent.
 *
 * @throws {CuvetteError} PARAMETER_INVALID outside [min, max].
 */
export function readInteger(
  text: unknown,
  option: string,
  min: number,
  max = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const value = readNumber(text, option, min, max);
  if (value !== undefined && !Number.isInteger(value)) {
    throw parameterError(option, 'cuvette', 'a whole number', text);
  }
  return value;
}

/**
 * A number from the command line; `undefined` when the option is absent.
 *
 * @throws {CuvetteError} PARAMETER_INVALID outside [min, max].
 */
export function readNumber(
  text: unknown,
  option: string,
  min: number,
  max: number,
): number | undefined {
  if (text === undefined) return undefined;
  const value = typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) {
    const range = max === Number.MAX_SAFE_INTEGER ? `≥ ${min}` : `in [${min}, ${max}]`;
    throw parameterError(option, 'cuvette', `a number ${range}`, text);
  }
  return value;
}

/** A comma-separated list from the command line, without empty parts. */
export function readList(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A relative SQLite store as a store of `workingFolder`: the engine may run elsewhere. */
export function absoluteStore(uri: string, workingFolder: string): string {
  const relative = /^sqlite:\/\/\/(?!\/)(?<file>.+)$/.exec(uri)?.groups?.['file'];
  if (relative !== undefined) return `sqlite:///${path.resolve(workingFolder, relative)}`;
  return uri.includes('://') ? uri : `sqlite:///${path.resolve(workingFolder, uri)}`;
}
