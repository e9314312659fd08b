import { useQuery } from '@tanstack/react-query'
import { usePmo } from '../../../app/pmo.tsx'
import type { Outputs } from '../../../ui/api-types.ts'
import { numberText } from '../../../ui/format.ts'
import { Measures, type Family } from '../measures.tsx'
import { CurveFrame } from './curve-frame.tsx'
import { ValueChart } from './value-chart.tsx'

const FAMILIES: readonly Family[] = ['earned-value', 'earned-schedule', 'budget']
const MINUTES_AN_HOUR = 60

/** What was planned, earned and spent. */
export function ValueTab({ project, asOf }: { readonly project: string; readonly asOf: string | undefined }) {
  const { trpc } = usePmo()
  const query = useQuery(
    trpc.measures.valueCurves.queryOptions({ project, ...(asOf !== undefined && { asOf }) }),
  )
  return (
    <div className="stack">
      <CurveFrame
        title="Value by day"
        how="Planned value, earned value and actual cost, added up by day. Earned below planned is late; earned below actual is dear."
        query={query}
      >
        {(curve) => {
          const { unit, scale } = shown(curve.unit)
          return (
            <>
              <ValueChart
                project={project}
                today={curve.today}
                unit={unit}
                points={curve.points}
                scale={scale}
              />
              <Ends curve={curve} />
            </>
          )
        }}
      </CurveFrame>
      <Measures project={project} asOf={asOf} families={FAMILIES} />
    </div>
  )
}

function Ends({ curve }: { readonly curve: Outputs['measures']['valueCurves'] }) {
  const { unit, scale } = shown(curve.unit)
  const told = (value: number | undefined) =>
    value === undefined ? undefined : `${numberText(value / scale)} ${unit}`
  return (
    <dl className="facts">
      <dt>Budget</dt>
      <dd>{told(curve.budgetAtCompletion) ?? 'unknown'}</dd>
      <dt>Estimate at completion</dt>
      <dd>{told(curve.estimateAtCompletion) ?? `unknown: ${curve.estimateUnknown ?? 'nothing tells it'}`}</dd>
      <dt>Value is earned</dt>
      <dd>{curve.method}</dd>
      <dt>Baseline</dt>
      <dd>
        {curve.baseline === undefined
          ? 'none: the plan of today stands for it'
          : `${curve.baseline.number}. ${curve.baseline.name}`}
      </dd>
    </dl>
  )
}

/** People read hours, where the API tells minutes. */
function shown(unit: string): { readonly unit: string; readonly scale: number } {
  return unit === 'minutes' ? { unit: 'hours', scale: MINUTES_AN_HOUR } : { unit, scale: 1 }
}
