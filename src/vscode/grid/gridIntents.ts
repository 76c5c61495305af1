import * as z from 'zod/mini';
import { cellFormats, type GridIntent } from '../../protocol';
import { commonIntents } from '../panels/intents';

const longestFilter = 100_000;
const longestName = 1_000_000;
const longestCopy = 50_000_000;
const mostColumns = 100_000;
const mostPageRows = 1000;

const name = z.string().check(z.maxLength(longestName));
const names = z.array(name).check(z.maxLength(mostColumns));
const position = z.int().check(z.gte(0));

const view = z.strictObject({
  where: z.string().check(z.maxLength(longestFilter)),
  sort: z
    .array(z.strictObject({ column: name, descending: z.boolean() }))
    .check(z.maxLength(mostColumns)),
});

const gridIntents = z.discriminatedUnion('type', [
  ...commonIntents,
  z.strictObject({ type: z.literal('setView'), view }),
  z.strictObject({
    type: z.literal('getPage'),
    id: position,
    version: position,
    offset: position,
    limit: position.check(z.lte(mostPageRows)),
    columns: names,
  }),
  z.strictObject({ type: z.literal('getCell'), row: z.int().check(z.gte(1)), column: name }),
  z.strictObject({
    type: z.literal('copyCells'),
    format: z.enum(cellFormats),
    offset: position,
    rows: position,
    columns: names,
    header: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('copyText'),
    text: z.string().check(z.maxLength(longestCopy)),
  }),
  z.strictObject({
    type: z.literal('copyViewAs'),
    language: z.enum(['sql', 'pandas', 'polars']),
  }),
  z.strictObject({ type: z.literal('askRow') }),
  z.strictObject({ type: z.literal('openProfile') }),
  z.strictObject({ type: z.literal('reload') }),
]);

/** A message of the data grid that asks for one of its wishes; `undefined` for anything else. */
export function toGridIntent(message: unknown): GridIntent | undefined {
  return gridIntents.safeParse(message).data;
}
