import type { Palette } from './palette.ts'
import { AXIS_HEIGHT, boxOf, ROW_HEIGHT, rowsWithin, type Box, type Shifted } from './roadmap-layout.ts'
import type { Bar, Link, Row } from './rows.ts'
import { elbowsOf, type LinkPlace, type RowPlaces } from './row-places.ts'
import { barKey } from './scenario.ts'
import { DAY, ticksOf, xOf, type TimeScale } from './time-scale.ts'

/** All that a picture of the roadmap depends on. */
export interface Scene {
  readonly width: number
  readonly height: number
  /** Pixels that the rows are scrolled by. */
  readonly top: number
  readonly scale: TimeScale
  readonly rows: readonly Row[]
  readonly places: RowPlaces
  readonly links: readonly Link[]
  readonly shows: { readonly critical: boolean; readonly links: boolean; readonly baseline: boolean }
  readonly today: number
  readonly active: number
  /** A bar that is being moved, and by how many milliseconds from where it is scheduled. */
  readonly dragged?: { readonly node: number; readonly ms: number }
  /** Where bars would be if the scenario held, by {@link barKey}. */
  readonly shifted: ReadonlyMap<string, Shifted>
}

/** Pixels of a bar from which on a stripe in it can be read. */
const LEAST_STRIPE = 20
/** Lines of dependencies beyond this number would be a carpet that nobody reads. */
const MOST_LINKS = 400

/** Draws what of a roadmap is on the screen; what lies outside costs nothing. */
export function draw(context: CanvasRenderingContext2D, scene: Scene, palette: Palette): void {
  const { width, height } = scene
  context.clearRect(0, 0, width, height)
  context.fillStyle = palette.ground
  context.fillRect(0, 0, width, height)
  context.save()
  context.beginPath()
  context.rect(0, AXIS_HEIGHT, width, height - AXIS_HEIGHT)
  context.clip()
  context.translate(0, AXIS_HEIGHT - scene.top)
  drawGrid(context, scene, palette)
  const { first, end } = rowsWithin(scene.rows.length, scene.top, height - AXIS_HEIGHT)
  for (let index = first; index < end; index++) drawRow(context, scene, palette, index)
  if (scene.shows.links) drawLinks(context, scene, palette, { first, end })
  drawToday(context, scene, palette)
  context.restore()
  drawAxis(context, scene, palette)
}

function drawGrid(
  context: CanvasRenderingContext2D,
  { scale, width, height, top, active }: Scene,
  palette: Palette,
): void {
  if (active >= 0) {
    context.fillStyle = palette.raised
    context.fillRect(0, active * ROW_HEIGHT, width, ROW_HEIGHT)
  }
  context.strokeStyle = palette.line
  context.globalAlpha = 0.5
  context.beginPath()
  for (const { time } of ticksOf(scale, width).minor) {
    const x = Math.round(xOf(scale, time)) + 0.5
    context.moveTo(x, top)
    context.lineTo(x, top + height)
  }
  context.stroke()
  context.globalAlpha = 1
}

function drawRow(context: CanvasRenderingContext2D, scene: Scene, palette: Palette, index: number): void {
  const row = scene.rows[index]
  if (row === undefined) return
  if (row.kind === 'bar') {
    drawBar(context, scene, palette, { bar: row.bar, index })
    return
  }
  if (row.start === undefined || row.finish === undefined) return
  const { x, y, width, height } = boxOf(scene.scale, index, row.start, row.finish)
  context.fillStyle = palette.quiet
  context.fillRect(x, y + height / 2 - 2, width, 4)
  context.fillRect(x, y + 2, 2, height - 4)
  context.fillRect(x + width - 2, y + 2, 2, height - 4)
}

function drawBar(
  context: CanvasRenderingContext2D,
  scene: Scene,
  palette: Palette,
  { bar, index }: { readonly bar: Bar; readonly index: number },
): void {
  const { scale, dragged } = scene
  if (scene.shows.baseline) drawGhost(context, scene, palette, { bar, index })
  if (bar.start === undefined || bar.finish === undefined) return
  const box = boxOf(scale, index, bar.start, bar.finish)
  if (box.x > scene.width || box.x + box.width < 0) return
  context.fillStyle = colourOf(bar, scene, palette)
  if (bar.milestone) drawDiamond(context, box.x, box.y + box.height / 2)
  else if (bar.summary) context.fillRect(box.x, box.y + 3, box.width, 6)
  else context.fillRect(box.x, box.y, box.width, box.height)
  if (bar.assumed && !bar.milestone) hatch(context, palette, box)
  if (!bar.milestone) drawProgress(context, palette, bar, box)
  const shifted = scene.shifted.get(barKey(bar))
  const away = dragged?.node === bar.node ? dragged.ms : undefined
  if (away !== undefined) outline(context, palette, boxOf(scale, index, bar.start + away, bar.finish + away))
  else if (shifted !== undefined)
    outline(context, palette, boxOf(scale, index, shifted.start, shifted.finish))
}

function colourOf(bar: Bar, { shows }: Scene, palette: Palette): string {
  if (bar.done) return palette.done
  return shows.critical && bar.critical ? palette.critical : palette.bar
}

function drawGhost(
  context: CanvasRenderingContext2D,
  { scale }: Scene,
  palette: Palette,
  { bar: { baselineStart, baselineFinish }, index }: { readonly bar: Bar; readonly index: number },
): void {
  if (baselineFinish === undefined) return
  // A day that is promised is over at its end.
  const finish = Date.parse(baselineFinish) + DAY
  const { x, y, width, height } = boxOf(
    scale,
    index,
    baselineStart === undefined ? finish : Date.parse(baselineStart),
    finish,
  )
  context.fillStyle = palette.ghost
  context.fillRect(x, y + height + 1, width, 3)
}

/** A stripe within the bar, full as far as it is done. Where nothing tells, there is none: an empty one says that nothing is. */
function drawProgress(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { progress, done, summary }: Bar,
  box: Box,
): void {
  // Of what is done its colour tells.
  if (progress === undefined || done || box.width < LEAST_STRIPE) return
  const [y, height] = summary ? [box.y + 5, 2] : [box.y + box.height - 6, 4]
  const width = box.width - 4
  context.fillStyle = palette.ground
  context.fillRect(box.x + 2, y, width, height)
  context.fillStyle = palette.text
  context.fillRect(box.x + 2, y, (width * progress) / 100, height)
}

function drawDiamond(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath()
  context.moveTo(x, y - 7)
  context.lineTo(x + 7, y)
  context.lineTo(x, y + 7)
  context.lineTo(x - 7, y)
  context.fill()
}

/** What rests on assumed dates is told apart by its texture. */
function hatch(context: CanvasRenderingContext2D, palette: Palette, { x, y, width, height }: Box): void {
  context.save()
  context.beginPath()
  context.rect(x, y, width, height)
  context.clip()
  context.strokeStyle = palette.ground
  context.globalAlpha = 0.55
  context.beginPath()
  for (let at = Math.max(x, 0) - height; at < Math.min(x + width, context.canvas.width); at += 6) {
    context.moveTo(at, y + height)
    context.lineTo(at + height, y)
  }
  context.stroke()
  context.restore()
}

function outline(context: CanvasRenderingContext2D, palette: Palette, { x, y, width, height }: Box): void {
  context.strokeStyle = palette.moved
  context.lineWidth = 2
  context.setLineDash([4, 3])
  context.strokeRect(x, y, width, height)
  context.setLineDash([])
  context.lineWidth = 1
}

function drawLinks(
  context: CanvasRenderingContext2D,
  scene: Scene,
  palette: Palette,
  seen: { readonly first: number; readonly end: number },
): void {
  let drawn = 0
  for (const link of scene.links) {
    const ends = scene.places.endsOf(link)
    if (ends === undefined) continue
    const { from, to } = ends
    if (Math.max(from.row, to.row) < seen.first || Math.min(from.row, to.row) >= seen.end) continue
    if (++drawn > MOST_LINKS) return
    drawLink(context, scene, palette, { link, from, to })
  }
}

function drawLink(
  context: CanvasRenderingContext2D,
  { scale, shows }: Scene,
  palette: Palette,
  { link, from, to }: { readonly link: Link; readonly from: LinkPlace; readonly to: LinkPlace },
): void {
  const isBad = link.broken || link.inCycle
  context.strokeStyle = isBad
    ? palette.today
    : link.critical && shows.critical
      ? palette.critical
      : palette.quiet
  context.fillStyle = context.strokeStyle
  if (!link.confirmed || link.inCycle) context.setLineDash([3, 3])
  context.lineWidth = isBad ? 2 : 1
  const [x, y] = [xOf(scale, to.time), (to.row + 0.5) * ROW_HEIGHT]
  // An arrow comes from before a start and from behind a finish.
  const back = link.type === 'FS' || link.type === 'SS' ? -1 : 1
  context.beginPath()
  for (const [index, point] of elbowsOf(link, scale, { from, to }).entries()) {
    if (index === 0) context.moveTo(point.x, point.y)
    else context.lineTo(point.x, point.y)
  }
  context.stroke()
  context.setLineDash([])
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(x, y)
  context.lineTo(x + back * 6, y - 4)
  context.lineTo(x + back * 6, y + 4)
  context.fill()
}

function drawToday(
  context: CanvasRenderingContext2D,
  { scale, today, top, height }: Scene,
  palette: Palette,
): void {
  const x = Math.round(xOf(scale, today)) + 0.5
  context.strokeStyle = palette.today
  context.lineWidth = 2
  context.beginPath()
  context.moveTo(x, top)
  context.lineTo(x, top + height)
  context.stroke()
  context.lineWidth = 1
}

function drawAxis(context: CanvasRenderingContext2D, { scale, width }: Scene, palette: Palette): void {
  context.fillStyle = palette.raised
  context.fillRect(0, 0, width, AXIS_HEIGHT)
  const { minor, major } = ticksOf(scale, width)
  context.textBaseline = 'middle'
  context.font = '12px system-ui, sans-serif'
  context.fillStyle = palette.text
  for (const { time, label } of major) {
    // The label of what begins before the screen stays at its edge.
    const x = Math.max(4, xOf(scale, time) + 4)
    const next = major.find((other) => other.time > time)
    if (next !== undefined && xOf(scale, next.time) < x + 40) continue
    context.fillText(yearOf(label, time), x, AXIS_HEIGHT / 4)
  }
  context.fillStyle = palette.quiet
  for (const { time, label } of minor) {
    const x = xOf(scale, time) + 4
    // Half a number is another number.
    if (x >= 0) context.fillText(label, x, (AXIS_HEIGHT / 4) * 3)
  }
}

/** A month alone does not say of which year. */
function yearOf(label: string, time: number): string {
  return /^[A-Z][a-z]+$/.test(label) ? `${label} ${new Date(time).getUTCFullYear()}` : label
}
