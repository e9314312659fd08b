import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, type RefObject } from 'react'
import { useKeptFocus } from './kept-focus.ts'
import { useLiveEvents, useLiveState } from './live.ts'
import { usePmo } from './pmo.tsx'
import { signOut } from './session.ts'
import { chooseTheme, useTheme, type Theme } from './theme.ts'

const PAGES = [
  ['/', 'Portfolio'],
  ['/roadmap', 'Roadmap'],
  ['/dependencies', 'Dependencies'],
  ['/capacity', 'People'],
  ['/standards', 'Standards'],
  ['/reports', 'Reports'],
  ['/connections', 'Connections'],
] as const

/** Brings the link of the page that is shown onto a narrow screen. */
function useCurrentInView(nav: RefObject<HTMLElement | null>): void {
  const path = useRouterState({ select: (state) => state.location.pathname })
  useEffect(() => {
    const { current } = nav
    const link = current?.querySelector<HTMLElement>('[aria-current="page"]')
    if (current === null || link === null || link === undefined) return
    // Not by the link: the page would be scrolled with it.
    const before = link.offsetLeft - current.offsetLeft
    current.scrollLeft = before - (current.clientWidth - link.offsetWidth) / 2
  }, [nav, path])
}

/** What is around every page: where to go, who is signed in, whether news arrive. */
export function Layout() {
  useLiveEvents()
  useKeptFocus()
  const nav = useRef<HTMLElement>(null)
  useCurrentInView(nav)
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="top">
        <span className="brand">Headless PMO</span>
        <nav ref={nav} aria-label="Pages">
          <ul>
            {PAGES.map(([to, name]) => (
              <li key={to}>
                <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="top-end">
          <Live />
          <ThemeChoice />
          <Who />
        </div>
      </header>
      <Main />
    </>
  )
}

/** The content; a new page takes the focus, so that a screen reader reads it and the keyboard goes on there. */
function Main() {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const main = useRef<HTMLElement>(null)
  const first = useRef(true)
  useEffect(() => {
    if (first.current) first.current = false
    else main.current?.focus({ preventScroll: true })
  }, [path])
  return (
    <main id="main" ref={main} tabIndex={-1}>
      <Outlet />
    </main>
  )
}

const LIVE_WORDS = {
  connecting: 'Connecting',
  live: 'Live',
  lost: 'Not live: news do not arrive; trying again',
} as const

function Live() {
  const state = useLiveState()
  return (
    <span className={`live live-${state}`} role="status">
      {LIVE_WORDS[state]}
    </span>
  )
}

function ThemeChoice() {
  const { choice } = useTheme()
  return (
    <label className="compact-field">
      <span className="visually-hidden">Colours</span>
      <select value={choice} onChange={(event) => chooseTheme(event.target.value as Theme)}>
        <option value="system">As the system</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  )
}

function Who() {
  const { session } = usePmo()
  const leave = () => void signOut(session).finally(() => location.assign('/'))
  return (
    <span className="who">
      <span title={`Role: ${session.role}`}>{session.name}</span>
      <button type="button" className="button button-quiet" onClick={leave}>
        Sign out
      </button>
    </span>
  )
}
