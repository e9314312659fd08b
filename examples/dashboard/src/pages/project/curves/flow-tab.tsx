import { useQuery } from '@tanstack/react-query'
import { usePmo } from '../../../app/pmo.tsx'
import { Measures, type Family } from '../measures.tsx'
import { AgingChart } from './aging-chart.tsx'
import { CumulativeFlowChart } from './cumulative-flow-chart.tsx'
import { CurveFrame } from './curve-frame.tsx'
import { CycleScatter } from './cycle-scatter.tsx'

const FAMILIES: readonly Family[] = ['flow']

/** How work flows: how much is under way, how long it takes, what is stuck. */
export function FlowTab({ project, asOf }: { readonly project: string; readonly asOf: string | undefined }) {
  const { trpc } = usePmo()
  const question = { project, ...(asOf !== undefined && { asOf }) }
  const flow = useQuery(trpc.measures.cumulativeFlow.queryOptions(question))
  const cycles = useQuery(trpc.measures.cycleTimes.queryOptions(question))
  const ages = useQuery(trpc.measures.aging.queryOptions(question))
  return (
    <div className="stack">
      <CurveFrame
        title="Cumulative flow"
        how="Items by state, day by day. A band that widens is work that piles up."
        query={flow}
      >
        {({ points }) => <CumulativeFlowChart project={project} points={points} />}
      </CurveFrame>
      <div className="columns">
        <CurveFrame
          title="Cycle times"
          how="Each finished item by its day and how long it took. A point opens its item."
          query={cycles}
        >
          {({ points, percentiles }) => <CycleScatter points={points} percentiles={percentiles} />}
        </CurveFrame>
        <CurveFrame
          title="Aging work"
          how="Each item in progress by its status and age, against the ages at which finished items left it."
          query={ages}
        >
          {({ points, statuses }) => <AgingChart points={points} statuses={statuses} />}
        </CurveFrame>
      </div>
      <Measures project={project} asOf={asOf} families={FAMILIES} />
    </div>
  )
}
