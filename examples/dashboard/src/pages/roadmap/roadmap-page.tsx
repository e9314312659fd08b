import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { numberText } from '../../ui/format.ts'
import { ItemDialog } from '../../ui/item-link.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { Gantt, type GanttActions } from './gantt.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { RoadmapTools } from './roadmap-tools.tsx'
import type { Shifted } from './roadmap-layout.ts'
import { roadmapAddressOf, roadmapViewOf, type RoadmapView } from './roadmap-view.ts'
import { extentOf, rowsOf, type Bar } from './rows.ts'
import { DAY, fitted, type TimeScale } from './time-scale.ts'
import { WhatIf, type Impact, type Supposed } from './what-if.tsx'
import './roadmap.css'

/** Bars and lines that are asked for at once: as many as the server gives. */
const MOST = 10_000
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
        {(told) => <Roadmap told={told} links={links.data?.items ?? []} view={view} show={show} />}
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
  const { trpc } = usePmo()
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [opened, open] = useState<Bar>()
  const [asked, ask] = useState<Bar>()
  const [supposed, suppose] = useState<readonly Supposed[]>([])
  const whatIf = useMutation(trpc.impact.whatIf.mutationOptions())
  const today = Date.parse(told.statusTime)
  const rows = useMemo(() => rowsOf(told.items, told.projects, closed), [told, closed])
  const extent = useMemo(() => extentOf(told.items), [told])
  const [scale, setScale] = useScale(view, extent, show)
  const impact = supposed.length === 0 ? undefined : whatIf.data
  const shifted = useMemo(() => shiftedBy(impact), [impact])
  const move = (bar: Bar, days: number) => {
    const next = [
      ...supposed.filter(({ item }) => item !== addressOf(bar)),
      { item: addressOf(bar), title: bar.title, days },
    ]
    suppose(next)
    whatIf.mutate({
      steps: next.map((one) => ({ do: 'slip' as const, item: one.item, by: `${one.days}ed` })),
    })
  }
  const actions: GanttActions = {
    setScale,
    open,
    askMove: ask,
    move,
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
        <div className={impact === undefined && !whatIf.isError ? 'roadmap' : 'roadmap roadmap-split'}>
          <Gantt
            rows={rows}
            links={links}
            scale={scale}
            shows={view}
            today={today}
            shifted={shifted}
            actions={actions}
          />
          {whatIf.isError && (
            <p role="alert" className="notice notice-bad">
              {whatIf.error.message}
            </p>
          )}
          {impact !== undefined && <WhatIf supposed={supposed} impact={impact} end={() => suppose([])} />}
        </div>
      )}
      <Legend />
      {opened !== undefined && opened.kind === 'workItem' && (
        <ItemDialog
          item={{ connection: opened.connection, itemRef: opened.ref, name: opened.key, title: opened.title }}
          close={() => open(undefined)}
        />
      )}
      {asked !== undefined && (
        <MoveDialog bar={asked} move={(days) => move(asked, days)} close={() => ask(undefined)} />
      )}
    </>
  )
}

/** How an item is named so that no other is meant; a milestone and an item may have the same number. */
function addressOf({ kind, connection, ref, key }: Bar): string {
  return kind === 'milestone' ? `${connection}/milestone:${ref}` : `${connection}/${key ?? ref}`
}

function shiftedBy(impact: Impact | undefined): ReadonlyMap<string, Shifted> {
  const moves = impact === undefined ? [] : [...impact.items, ...impact.milestones, ...impact.summaries]
  return new Map(
    moves.flatMap(({ node, after }) =>
      after === undefined
        ? []
        : [
            [
              `${node.connection}\n${node.ref}`,
              { start: Date.parse(after.start.at), finish: Date.parse(after.finish.at) },
            ],
          ],
    ),
  )
}

/** The zoom of the address, and everything on the screen where it names none. The address follows when zooming pauses. */
function useScale(
  view: RoadmapView,
  extent: { readonly from: number; readonly until: number } | undefined,
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
    () =>
      fitted(
        extent?.from ?? 0,
        extent?.until ?? DAY,
        Math.max(320, document.documentElement.clientWidth - 360),
      ),
    [extent?.from, extent?.until],
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
      <li>hatched: dates are assumed · ◆ milestone · red line: today · red link: dates contradict it</li>
    </ul>
  )
}
