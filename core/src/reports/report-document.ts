import type { Light } from '../portfolio/index.ts'

/** Names of the reports. */
export const REPORTS = ['portfolio-status', 'project-status', 'standards'] as const
export type ReportName = (typeof REPORTS)[number]

/** A cell of a table: a text, with the light that it stands for and an address where more is told. */
export interface Cell {
  readonly text: string
  readonly light?: Light
  /** Address in a tracker or the like; only http and https are ever followed. */
  readonly url?: string
}

/** A table; every row has as many cells as there are columns. */
export interface ReportTable {
  readonly type: 'table'
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  /** Rows that were left out, so that the report stays readable; they are told. */
  readonly omitted: number
}

/** Sentences, each a paragraph of its own or an entry of a list. */
export interface ReportText {
  readonly type: 'text' | 'list'
  readonly lines: readonly string[]
}

/** How many there are of each light. */
export interface LightsChart {
  readonly type: 'lights'
  readonly caption: string
  readonly counts: Readonly<Record<Light, number>>
}

/** Lights day by day, oldest first. */
export interface TrendChart {
  readonly type: 'trend'
  readonly caption: string
  /** Absent light: nothing was kept of that day. */
  readonly days: readonly { readonly day: string; readonly light?: Light }[]
}

/** Values beside each other, from 0 to 1; a value that is not known has no bar. */
export interface BarsChart {
  readonly type: 'bars'
  readonly caption: string
  readonly bars: readonly { readonly name: string; readonly share?: number }[]
}

export type ReportPart = ReportTable | ReportText | LightsChart | TrendChart | BarsChart

/** A part of a report under a heading. */
export interface ReportSection {
  readonly heading: string
  /** Until when what it says is known, and where it comes from, as a sentence. */
  readonly source: string
  readonly parts: readonly ReportPart[]
}

/** What a report rests on: an input without a source is a risk for whoever decides by it. */
export interface ReportInput {
  readonly name: string
  /** What it brings into the report. */
  readonly use: string
  /** Of so many, so many are there; where none is needed, there is nothing to rest on. */
  readonly available: number
  readonly needed: number
  /** What is counted, in the plural, e.g. "projects". Absent in reports that were kept before it was told. */
  readonly of?: string
}

/**
 * A report before it is a text: the decision that it serves and its owner, what it rests on, what is missing, and its
 * sections. Every format is made from it, so that all of them tell the same.
 */
export interface ReportDocument {
  readonly report: ReportName
  readonly title: string
  /** What is decided by it: decision ← report ← analysis ← input. */
  readonly decision: string
  readonly owner: string
  /** Instant of the data. */
  readonly asOf: string
  /** What it is about, e.g. "Portfolio northwind". */
  readonly scope: string
  readonly inputs: readonly ReportInput[]
  /** What is missing in it, each a sentence; told on the first page. */
  readonly missing: readonly string[]
  readonly sections: readonly ReportSection[]
}

/** Rows that a table of a report has at most: a thousand projects fit, a tracker does not. */
export const MOST_ROWS = 1000

/** A table that leaves out what is too much and counts it. */
export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  most: number = MOST_ROWS,
): ReportTable {
  return {
    type: 'table',
    caption,
    columns,
    rows: rows.slice(0, most),
    omitted: Math.max(0, rows.length - most),
  }
}
