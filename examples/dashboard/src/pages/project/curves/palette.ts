import { useMemo } from 'react'
import { useTheme } from '../../../app/theme.ts'

/** Colours of charts, as the page has them now: a canvas does not know the variables of style sheets. */
export interface Palette {
  readonly text: string
  readonly quiet: string
  readonly line: string
  readonly accent: string
  readonly green: string
  readonly amber: string
  readonly red: string
  readonly unknown: string
  readonly bar: string
  readonly ghost: string
}

/** The colours of the theme that is shown. */
export function usePalette(): Palette {
  const { shown } = useTheme()
  return useMemo(() => paletteOf(shown), [shown])
}

/** @param theme is on the page when this is asked; it is named so that another one is read anew */
function paletteOf(theme: 'light' | 'dark'): Palette {
  void theme
  const styles = getComputedStyle(document.documentElement)
  const of = (name: string): string => styles.getPropertyValue(name).trim()
  return {
    text: of('--text'),
    quiet: of('--quiet'),
    line: of('--line'),
    accent: of('--accent'),
    green: of('--green'),
    amber: of('--amber'),
    red: of('--red'),
    unknown: of('--unknown'),
    bar: of('--bar'),
    ghost: of('--ghost'),
  }
}
