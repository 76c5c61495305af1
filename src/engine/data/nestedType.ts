/** Whether values of a type, as DESCRIBE writes it, are lists, maps, structs or unions. */
export function isNestedType(declaration: string): boolean {
  return /^(STRUCT|MAP|UNION)\(|\[\d*\]$/.test(declaration);
}
