import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { numberText } from '../../ui/format.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { BarDialog } from './bar-dialog.tsx'
import { Gantt, type GanttActions } from './gantt.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { RoadmapTools } from './roadmap-tools.tsx'
import { roadmapAddressOf, roadmapViewOf, type RoadmapView } from './roadmap-view.ts'
import { extentOf, rowsOf, type Bar } from './rows.ts'
import { DAY, fitted, type TimeScale } from './time-scale.ts'
import { useScenario } from './use-scenario.ts'
import { WhatIf } from './what-if.tsx'
import './roadmap.css'

/** Bars and lines that are asked for at once: as many as the server gives. */
const MOST = 10_000
const NO_LINKS: Outputs['roadmap']['links']['items'] = []
/** The address follows zooming and panning when they pause, milliseconds. */
const PAUSE_MS = 500

/** All items of all tools over time. */
export function RoadmapPage() {
  const { trpc } = usePmo()
  const navigate = useNavigate()
  const view = roadmapViewOf(useSearch({ strict: false }))
  const show = useCallback(
    (next: RoadmapView) =>
      void navigate({ to: '/roadmap', search: roadmapAddressOf(next), replace: true, resetScroll: false }),
    [navigate],
  )
  const scope = {
    ...(view.project.length > 0 && { project: [...view.project] }),
    ...(view.program !== undefined && { program: view.program }),
  }
  const bars = useQuery({
    ...trpc.roadmap.bars.queryOptions({
      ...scope,
      ...(view.text !== undefined && { text: view.text }),
      over: view.over,
      limit: MOST,
    }),
    placeholderData: keepPreviousData,
  })
  const links = useQuery({
    ...trpc.roadmap.links.queryOptions({ ...scope, limit: MOST }),
    enabled: view.links,
    placeholderData: keepPreviousData,
  })
  return (
    <div className="page stack">
      <h1>Roadmap</h1>
      <QueryView query={bars} what="the roadmap">
        {(told) => (
          <>
            {view.links && links.isError && links.data === undefined && (
              <p role="alert" className="notice notice-bad">
                Dependencies could not be asked for, so none is drawn: {links.error.message}{' '}
                <button type="button" className="button button-quiet" onClick={() => void links.refetch()}>
                  Try again
                </button>
              </p>
            )}
            {links.data !== undefined && links.data.total > links.data.items.length && (
              <p className="notice">
                The first {numberText(links.data.items.length)} of {numberText(links.data.total)}{' '}
                dependencies; choose a project to see all of its.
              </p>
            )}
            <Roadmap told={told} links={links.data?.items ?? NO_LINKS} view={view} show={show} />
          </>
        )}
      </QueryView>
    </div>
  )
}

function Roadmap({
  told,
  links,
  view,
  show,
}: {
  readonly told: Outputs['roadmap']['bars']
  readonly links: Outputs['roadmap']['links']['items']
  readonly view: RoadmapView
  readonly show: (view: RoadmapView) => void
}) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [opened, open] = useState<Bar>()
  const [asked, ask] = useState<Bar>()
  const nameOf = (project: string) => told.projects.find(({ id }) => id === project)?.name ?? project
  const scenario = useScenario(nameOf)
  const [width, tellWidth] = useState(0)
  const today = Date.parse(told.statusTime)
  const rows = useMemo(() => rowsOf(told.items, told.projects, closed), [told, closed])
  const extent = useMemo(() => extentOf(told.items), [told])
  const [scale, setScale] = useScale(view, { extent, width }, show)
  const { supposed, impact, nudged } = scenario
  const actions: GanttActions = {
    setScale,
    open,
    askMove: ask,
    move: scenario.move,
    nudge: scenario.nudge,
    settle: scenario.settle,
    takeBack: scenario.takeBack,
    toggle: (project) =>
      setClosed((before) => {
        const after = new Set(before)
        if (!after.delete(project)) after.add(project)
        return after
      }),
  }
  return (
    <>
      <RoadmapTools
        view={view}
        show={show}
        scale={scale}
        setScale={setScale}
        width={width}
        today={today}
        extent={extent}
        projects={told.projects}
        closeAll={() => setClosed(new Set([...told.projects.map(({ id }) => id), '']))}
        openAll={() => setClosed(new Set())}
      />
      {told.total > told.items.length && (
        <p className="notice">
          The first {numberText(told.items.length)} of {numberText(told.total)} items; choose a project to see
          all of its.
        </p>
      )}
      {told.items.length === 0 ? (
        <Empty title="No item to draw">
          <p>Nothing is left by these filters, or nothing was read from the trackers yet.</p>
        </Empty>
      ) : (
        <div
          className={impact === undefined && scenario.error === null ? 'roadmap' : 'roadmap roadmap-split'}
        >
          <Gantt
            rows={rows}
            bars={told.items}
            links={links}
            scale={scale}
            shows={view}
            today={today}
            shifted={scenario.shifted}
            nudged={nudged && { node: nudged.bar.node, ms: nudged.days * DAY }}
            actions={actions}
            tellWidth={tellWidth}
          />
          {scenario.error !== null && (
            <p role="alert" className="notice notice-bad">
              What would move could not be computed: {scenario.error.message}{' '}
              <button type="button" className="button button-quiet" onClick={() => scenario.takeBack()}>
                Take it back
              </button>
            </p>
          )}
          {impact !== undefined && scenario.error === null && (
            <WhatIf
              supposed={supposed}
              impact={impact}
              busy={scenario.busy}
              nameOf={nameOf}
              takeBack={scenario.drop}
              end={() => scenario.takeBack()}
            />
          )}
        </div>
      )}
      <p className="visually-hidden" aria-live="polite" data-said>
        {scenario.said}
      </p>
      <Legend />
      {opened !== undefined && <BarDialog bar={opened} nameOf={nameOf} close={() => open(undefined)} />}
      {asked !== undefined && (
        <MoveDialog bar={asked} move={(days) => scenario.move(asked, days)} close={() => ask(undefined)} />
      )}
    </>
  )
}

/** The zoom of the address, and everything on the screen where it names none. The address follows when zooming pauses. */
function useScale(
  view: RoadmapView,
  {
    extent,
    width,
  }: {
    readonly extent: { readonly from: number; readonly until: number } | undefined
    readonly width: number
  },
  show: (view: RoadmapView) => void,
): readonly [TimeScale, (scale: TimeScale) => void] {
  const [own, setOwn] = useState<TimeScale | undefined>(() =>
    view.zoom === undefined || view.at === undefined
      ? undefined
      : { origin: Date.parse(view.at), msPerPx: DAY / view.zoom },
  )
  const latest = useRef({ view, show })
  latest.current = { view, show }
  useEffect(() => {
    if (own === undefined) return undefined
    const timer = setTimeout(() => {
      const at = new Date(own.origin).toISOString().slice(0, 10)
      latest.current.show({ ...latest.current.view, zoom: DAY / own.msPerPx, at })
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [own])
  const whole = useMemo(
    () => fitted(extent?.from ?? 0, extent?.until ?? DAY, width),
    [extent?.from, extent?.until, width],
  )
  return [own ?? whole, setOwn]
}

function Legend() {
  return (
    <ul className="gantt-legend" aria-label="What the marks mean">
      <li>
        <span className="mark mark-bar" /> item
      </li>
      <li>
        <span className="mark mark-critical" /> critical
      </li>
      <li>
        <span className="mark mark-done" /> done
      </li>
      <li>
        <span className="mark mark-ghost" /> as promised
      </li>
      <li>
        <span className="mark mark-moved" /> what if
      </li>
      <li>
        <span className="mark mark-progress" /> part that is done; none: nothing tells
      </li>
      <li>
        <span className="mark mark-today" /> today
      </li>
      <li>
        hatched: dates are assumed · ◆ milestone · thick red link: dates contradict it; dashed: its ends wait
        for each other
      </li>
    </ul>
  )
}
