import { useSyncExternalStore } from 'react'

/** `system`: as the machine is set. */
export type Theme = 'system' | 'light' | 'dark'

const KEY = 'pmo-theme'
const dark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

function stored(): Theme {
  const kept = localStorage.getItem(KEY)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

function apply(): void {
  document.documentElement.dataset['theme'] = shown()
  for (const listener of listeners) listener()
}

/** What is on the screen now. */
export function shown(): 'light' | 'dark' {
  const theme = stored()
  if (theme !== 'system') return theme
  return dark.matches ? 'dark' : 'light'
}

/** Chooses a theme and keeps the choice in this browser. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, theme)
  apply()
}

dark.addEventListener('change', apply)
apply()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The choice, and what it comes to. */
export function useTheme(): { readonly choice: Theme; readonly shown: 'light' | 'dark' } {
  return { choice: useSyncExternalStore(subscribe, stored), shown: useSyncExternalStore(subscribe, shown) }
}
