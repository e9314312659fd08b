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
import { datesOf, GanttNames } from './gantt-names.tsx'
import { begin, drawn } from './pace.ts'
import { paletteOf, type Palette } from './palette.ts'
import { AXIS_HEIGHT, barAt, daysMoved, ROW_HEIGHT, type Shifted } from './roadmap-layout.ts'
import type { Bar, Link, Row } from './rows.ts'
import { rowPlaces } from './row-places.ts'
import { panned, xOf, zoomed, type TimeScale } from './time-scale.ts'

/** Pixels that a pointer moves before it drags. */
const DRAG_FROM = 4
const WHEEL_STEP = 1.25
/** Pixels of a bar that have to be on the screen for it to be seen. */
const SEEN = 8
/** The part of the width that keys move time by. */
const PAN_PART = 0.2

/** What somebody does to the roadmap. */
export interface GanttActions {
  readonly setScale: (scale: TimeScale) => void
  readonly toggle: (project: string) => void
  readonly open: (bar: Bar) => void
  /** A bar was dragged by so many days. */
  readonly move: (bar: Bar, days: number) => void
  /** Keys move a bar by so many days from where it is supposed to be. */
  readonly nudge: (bar: Bar, days: number) => void
  /** Asks at once what follows from what keys have moved; false: nothing was moved. */
  readonly settle: () => boolean
  /** Takes back what is supposed of a bar, else all; false: nothing is supposed. */
  readonly takeBack: (bar: Bar | undefined) => boolean
  /** Asks by how much a bar is to be moved. */
  readonly askMove: (bar: Bar) => void
}

/** Rows with names, and a picture of their time beside them. The picture is drawn, a screen at a time, on one canvas. */
export function Gantt({
  rows,
  bars,
  links,
  scale,
  shows,
  today,
  shifted,
  nudged,
  actions,
  tellWidth,
}: {
  readonly rows: readonly Row[]
  /** Those of closed projects, too. */
  readonly bars: readonly Bar[]
  readonly links: readonly Link[]
  readonly scale: TimeScale
  readonly shows: Scene['shows']
  readonly today: number
  readonly shifted: ReadonlyMap<string, Shifted>
  /** A bar that keys are moving. */
  readonly nudged: Scene['dragged']
  readonly actions: GanttActions
  /** Told how many pixels wide the picture is. */
  readonly tellWidth: (width: number) => void
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const [top, setTop] = useState(0)
  const [active, setActive] = useState(-1)
  const [dragged, setDragged] = useState<Scene['dragged']>()
  const { shown } = useTheme()
  const palette = useRef<Palette>(undefined)
  const places = useMemo(() => rowPlaces(rows, bars), [rows, bars])

  useLayoutEffect(() => {
    begin('first')
    const element = canvas.current
    if (element === null) return undefined
    const measure = () => {
      setSize({ width: element.clientWidth, height: element.clientHeight })
      tellWidth(element.clientWidth)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [tellWidth])

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
    const moved = dragged ?? nudged
    draw(
      context,
      {
        ...size,
        top,
        scale,
        rows,
        places,
        links,
        shows,
        today,
        active,
        shifted,
        ...(moved && { dragged: moved }),
      },
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

  /** What keys choose is brought onto the screen in time, too. */
  const reach = (index: number) => {
    select(index)
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))]
    const { start, finish } = row?.kind === 'bar' ? row.bar : {}
    if (start === undefined || finish === undefined || size.width === 0) return
    const isSeen = xOf(scale, finish) > SEEN && xOf(scale, start) < size.width - SEEN
    if (!isSeen) actions.setScale({ ...scale, origin: start - size.width * 0.25 * scale.msPerPx })
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
            onKeyDown={(event) => {
              keyed(event, { rows, active, select: reach, actions, scale, width: size.width })
            }}
            actions={actions}
          />
          <canvas
            ref={canvas}
            data-roadmap
            role="img"
            aria-label={`${bars.length} items over time. The list beside it tells their dates, and its keys move them.`}
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
    readonly opens: Bar | undefined
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
      held.current = {
        x: point.x,
        scale,
        bar: bar?.done === true ? undefined : bar,
        opens: bar,
        moved: false,
      }
      if (point.y >= 0) setActive(Math.min(rows.length - 1, Math.floor(point.y / ROW_HEIGHT)))
    },
    onPointerMove: (event: PointerEvent<HTMLCanvasElement>) => {
      const { current } = held
      if (current === undefined) {
        const bar = barAt(rows, scale, at(event))
        event.currentTarget.style.cursor = bar === undefined ? 'grab' : bar.done ? 'pointer' : 'ew-resize'
        event.currentTarget.title =
          bar === undefined ? '' : `${bar.key ?? ''} ${bar.title}${datesOf(bar)}`.trim()
        return
      }
      const dx = event.nativeEvent.offsetX - current.x
      if (!current.moved && Math.abs(dx) < DRAG_FROM) return
      current.moved = true
      begin(current.bar === undefined ? 'pan' : 'drag')
      if (current.bar === undefined) actions.setScale(panned(current.scale, -dx))
      else setDragged({ node: current.bar.node, ms: dx * scale.msPerPx })
    },
    onPointerUp: (event: PointerEvent<HTMLCanvasElement>) => {
      const { current } = held
      held.current = undefined
      setDragged(undefined)
      if (current?.moved === false && current.opens !== undefined) actions.open(current.opens)
      if (current?.bar === undefined || !current.moved) return
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
  const days = daysOfKey(event)
  const bar = row?.kind === 'bar' ? row.bar : undefined
  // Alt with an arrow is the browser's way back, and Ctrl with + its own zoom.
  if (event.altKey || event.ctrlKey || event.metaKey) return
  if (to !== undefined) {
    actions.settle()
    select(to)
  } else if (days !== undefined && bar !== undefined) actions.nudge(bar, days)
  else if (event.key === 'Escape') {
    if (!actions.takeBack(bar)) return
  } else if (event.key === 'Enter' && bar !== undefined) {
    if (!actions.settle()) actions.open(bar)
  } else if (event.key === 'Enter' && row?.kind === 'project') actions.toggle(row.id)
  else if (event.key === 'ArrowLeft' && row?.kind === 'project' && row.isOpen) actions.toggle(row.id)
  else if (event.key === 'ArrowRight' && row?.kind === 'project' && !row.isOpen) actions.toggle(row.id)
  else if (event.key.toLowerCase() === 'm' && bar?.done === false) actions.askMove(bar)
  else if (event.key === ',' || event.key === '.')
    actions.setScale(panned(scale, (event.key === ',' ? -1 : 1) * width * PAN_PART))
  else if (event.key === '+' || event.key === '=') actions.setScale(zoomed(scale, WHEEL_STEP, width / 2))
  else if (event.key === '-') actions.setScale(zoomed(scale, 1 / WHEEL_STEP, width / 2))
  else return
  event.preventDefault()
}

/** Days that a key moves a bar by. */
function daysOfKey({ key, shiftKey }: KeyboardEvent): number | undefined {
  const step = shiftKey ? 7 : 1
  if (key === 'ArrowRight') return step
  return key === 'ArrowLeft' ? -step : undefined
}
