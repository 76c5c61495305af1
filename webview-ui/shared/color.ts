/** The colour with another opacity in [0, 1]. Understands the hexadecimal and rgb() forms that VS Code writes. */
export function withAlpha(color: string, alpha: number): string {
  const hex = /^#([\da-f]{3,8})$/i.exec(color)?.[1];
  if (hex !== undefined) {
    const long = hex.length < 6 ? Array.from(hex, (digit) => digit + digit).join('') : hex;
    const channel = (at: number): number => Number.parseInt(long.slice(at, at + 2), 16);
    return `rgba(${channel(0)}, ${channel(2)}, ${channel(4)}, ${alpha})`;
  }
  const channels = /^rgba?\(([^)]*)\)$/.exec(color)?.[1]?.split(/[\s,/]+/);
  if (channels === undefined || channels.length < 3) return color;
  return `rgba(${channels.slice(0, 3).join(', ')}, ${alpha})`;
}
