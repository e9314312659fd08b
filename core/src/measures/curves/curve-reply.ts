import type { Coverage, SourceAsOf } from '../../portfolio/index.ts'

/** What every curve of a project says of itself. */
export interface CurveReply {
  readonly project: { readonly id: string; readonly name: string }
  /** Instant that its last point is told of. */
  readonly asOf: string
  /** Until when each source is known. */
  readonly sources: readonly SourceAsOf[]
  readonly coverage: Coverage
  /** What was taken for granted, each a sentence. */
  readonly assumptions: readonly string[]
  /** Why nothing can be told, a sentence; absent: something can. */
  readonly unknown?: string
  /** What the values count in. */
  readonly unit: string
  /** The procedure that lists the rows behind a point; `day` takes the place of its day. Absent: the points are the rows. */
  readonly rows?: { readonly procedure: string; readonly input: Readonly<Record<string, string>> }
}

/** Coverage with its share. */
export function covered({ known, needed, of }: Omit<Coverage, 'share'>): Coverage {
  return { known, needed, of, ...(needed > 0 && { share: known / needed }) }
}
