import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
} from 'react'
import { useTheme } from '../../app/theme.ts'
import { draw, type Scene } from './draw.ts'
import { GanttNames } from './gantt-names.tsx'
import { begin, drawn } from './pace.ts'
import { paletteOf, type Palette } from './palette.ts'
import { AXIS_HEIGHT, barAt, daysMoved, ROW_HEIGHT, type Shifted } from './roadmap-layout.ts'
import type { Bar, Link, Row } from './rows.ts'
import { panned, zoomed, type TimeScale } from './time-scale.ts'

/** Pixels that a pointer moves before it drags. */
const DRAG_FROM = 4
const WHEEL_STEP = 1.25

/** What somebody does to the roadmap. */
export interface GanttActions {
  readonly setScale: (scale: TimeScale) => void
  readonly toggle: (project: string) => void
  readonly open: (bar: Bar) => void
  /** A bar was dragged by so many days. */
  readonly move: (bar: Bar, days: number) => void
  /** Asks by how much a bar is to be moved. */
  readonly askMove: (bar: Bar) => void
}

/** Rows with names, and a picture of their time beside them. The picture is drawn, a screen at a time, on one canvas. */
export function Gantt({
  rows,
  links,
  scale,
  shows,
  today,
  shifted,
  actions,
}: {
  readonly rows: readonly Row[]
  readonly links: readonly Link[]
  readonly scale: TimeScale
  readonly shows: Scene['shows']
  readonly today: number
  readonly shifted: ReadonlyMap<string, Shifted>
  readonly actions: GanttActions
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const [top, setTop] = useState(0)
  const [active, setActive] = useState(-1)
  const [dragged, setDragged] = useState<Scene['dragged']>()
  const { shown } = useTheme()
  const palette = useRef<Palette>(undefined)
  const rowOf = useMemo(
    () => new Map(rows.flatMap((row, index) => (row.kind === 'bar' ? [[row.bar.node, index] as const] : []))),
    [rows],
  )

  useLayoutEffect(() => {
    begin('first')
    const element = canvas.current
    if (element === null) return undefined
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [])

  useLayoutEffect(() => {
    if (canvas.current !== null) palette.current = paletteOf(canvas.current)
  }, [shown])

  useLayoutEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (element === null || context === null || context === undefined || palette.current === undefined) return
    const ratio = devicePixelRatio
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)]
    if (element.width !== width) element.width = width
    if (element.height !== height) element.height = height
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    performance.mark('pmo:roadmap:draw')
    draw(
      context,
      { ...size, top, scale, rows, rowOf, links, shows, today, active, shifted, ...(dragged && { dragged }) },
      palette.current,
    )
    performance.measure('pmo:roadmap:drawn', 'pmo:roadmap:draw')
    drawn()
  })

  useWheelZoom(canvas, scale, actions.setScale)
  const pointer = usePointer({ rows, scale, top, actions, setDragged, setActive })

  const select = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index))
    setActive(next)
    const element = scroller.current
    if (element === null) return
    const room = element.clientHeight - AXIS_HEIGHT - ROW_HEIGHT
    const y = next * ROW_HEIGHT
    if (y < element.scrollTop) element.scrollTop = y
    else if (y > element.scrollTop + room) element.scrollTop = y - room
  }

  return (
    <div ref={scroller} className="gantt" onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <div style={{ height: rows.length * ROW_HEIGHT + AXIS_HEIGHT }}>
        <div className="gantt-view">
          <GanttNames
            rows={rows}
            top={top}
            height={size.height}
            active={active}
            select={select}
            onKeyDown={(event) => keyed(event, { rows, active, select, actions, scale, width: size.width })}
            actions={actions}
          />
          <canvas
            ref={canvas}
            data-roadmap
            role="img"
            aria-label={`${rowOf.size} items over time. The list beside it tells their dates; M moves the chosen one.`}
            {...pointer}
          />
        </div>
      </div>
    </div>
  )
}

/** The wheel zooms with Ctrl or over the axis, and pans with Shift; else the page scrolls as ever. */
function useWheelZoom(
  canvas: { readonly current: HTMLCanvasElement | null },
  scale: TimeScale,
  setScale: (scale: TimeScale) => void,
): void {
  const latest = useRef({ scale, setScale })
  latest.current = { scale, setScale }
  useEffect(() => {
    const element = canvas.current
    if (element === null) return undefined
    const onWheel = (event: WheelEvent) => {
      const isZoom = event.ctrlKey || event.metaKey || event.offsetY < AXIS_HEIGHT
      if (!isZoom && !event.shiftKey) return
      event.preventDefault()
      begin(isZoom ? 'zoom' : 'pan')
      const { scale: now, setScale: set } = latest.current
      const next = isZoom
        ? zoomed(now, event.deltaY < 0 ? WHEEL_STEP : 1 / WHEEL_STEP, event.offsetX)
        : panned(now, event.deltaY === 0 ? event.deltaX : event.deltaY)
      // Several turns within a frame build on each other.
      latest.current = { scale: next, setScale: set }
      set(next)
    }
    // React's own listener could not keep the page from zooming.
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [canvas])
}

/** Dragging a bar moves it; dragging the ground moves time. */
function usePointer({
  rows,
  scale,
  top,
  actions,
  setDragged,
  setActive,
}: {
  readonly rows: readonly Row[]
  readonly scale: TimeScale
  readonly top: number
  readonly actions: GanttActions
  readonly setDragged: (dragged: Scene['dragged']) => void
  readonly setActive: (row: number) => void
}) {
  const held = useRef<{
    readonly x: number
    readonly scale: TimeScale
    readonly bar: Bar | undefined
    moved: boolean
  }>(undefined)
  const at = (event: PointerEvent<HTMLCanvasElement>) => {
    const { offsetX, offsetY } = event.nativeEvent
    return { x: offsetX, y: offsetY - AXIS_HEIGHT + top }
  }
  return {
    onPointerDown: (event: PointerEvent<HTMLCanvasElement>) => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const point = at(event)
      const bar = barAt(rows, scale, point)
      // Projects have no bar of their own to move, and what is done is done.
      held.current = { x: point.x, scale, bar: bar?.done === true ? undefined : bar, moved: false }
      if (point.y >= 0) setActive(Math.min(rows.length - 1, Math.floor(point.y / ROW_HEIGHT)))
    },
    onPointerMove: (event: PointerEvent<HTMLCanvasElement>) => {
      const { current } = held
      if (current === undefined) {
        event.currentTarget.style.cursor = barAt(rows, scale, at(event)) === undefined ? 'grab' : 'ew-resize'
        return
      }
      const dx = event.nativeEvent.offsetX - current.x
      if (!current.moved && Math.abs(dx) < DRAG_FROM) return
      current.moved = true
      begin(current.bar === undefined ? 'pan' : 'drag')
      if (current.bar === undefined) actions.setScale(panned(current.scale, -dx))
      else setDragged({ node: current.bar.node, dx })
    },
    onPointerUp: (event: PointerEvent<HTMLCanvasElement>) => {
      const { current } = held
      held.current = undefined
      setDragged(undefined)
      if (current?.bar === undefined) return
      if (!current.moved) {
        actions.open(current.bar)
        return
      }
      const days = daysMoved(scale, event.nativeEvent.offsetX - current.x)
      if (days !== 0) actions.move(current.bar, days)
    },
    onPointerCancel: () => {
      held.current = undefined
      setDragged(undefined)
    },
  }
}

const PAGE_ROWS = 20

/** The keyboard's way through the rows. */
function keyed(
  event: KeyboardEvent,
  {
    rows,
    active,
    select,
    actions,
    scale,
    width,
  }: {
    readonly rows: readonly Row[]
    readonly active: number
    readonly select: (row: number) => void
    readonly actions: GanttActions
    readonly scale: TimeScale
    readonly width: number
  },
): void {
  const row = rows[active]
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + PAGE_ROWS,
    PageUp: active - PAGE_ROWS,
    Home: 0,
    End: rows.length - 1,
  }
  const to = steps[event.key]
  if (to !== undefined) select(to)
  else if (event.key === 'Enter' && row?.kind === 'bar') actions.open(row.bar)
  else if (event.key === 'Enter' && row?.kind === 'project') actions.toggle(row.id)
  else if (event.key === 'ArrowLeft' && row?.kind === 'project' && row.isOpen) actions.toggle(row.id)
  else if (event.key === 'ArrowRight' && row?.kind === 'project' && !row.isOpen) actions.toggle(row.id)
  else if (event.key.toLowerCase() === 'm' && row?.kind === 'bar' && !row.bar.done) actions.askMove(row.bar)
  else if (event.key === '+' || event.key === '=') actions.setScale(zoomed(scale, WHEEL_STEP, width / 2))
  else if (event.key === '-') actions.setScale(zoomed(scale, 1 / WHEEL_STEP, width / 2))
  else return
  event.preventDefault()
}
