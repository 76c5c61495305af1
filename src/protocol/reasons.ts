/**
 * Where a field of a document is `null` because the value does not exist, `reasons` says why under the field's name.
 * A missing value is never 0 and never the string "NaN".
 */
export interface Reasons {
  readonly reasons?: Readonly<Record<string, string>>;
}
