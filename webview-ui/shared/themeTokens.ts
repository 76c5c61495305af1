/** The theme's colours that charts use, as CSS colours. */
export interface Theme {
  readonly foreground: string;
  readonly muted: string;
  readonly grid: string;
  /** Around filled areas in high contrast; transparent elsewhere. */
  readonly border: string;
  readonly background: string;
  readonly hoverBackground: string;
  readonly hoverForeground: string;
  readonly hoverBorder: string;
  /** The class of interest; also the warm end of diverging scales. Told apart from `neutral` by the colour-blind. */
  readonly positive: string;
  /** The other class; also the cool end. */
  readonly neutral: string;
  /** Colours of series that stand side by side. */
  readonly series: readonly string[];
  readonly fontFamily: string;
  readonly fontSize: number;
  readonly highContrast: boolean;
}
