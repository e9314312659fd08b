import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense } from 'react'
import { Loading } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { FindingDialog } from './finding-dialog.tsx'
import { FindingsTab } from './findings-tab.tsx'
import { GatesTab } from './gates-tab.tsx'
import { RulesTab } from './rules-tab.tsx'
import { ScorecardsTab } from './scorecards-tab.tsx'
import { standardsAddressOf, standardsViewOf, TABS, type StandardsView } from './standards-view.ts'
import { WaiversTab } from './waivers-tab.tsx'
import './standards.css'

/** What a part of the page is given: its view, and how it shows another one. */
export interface StandardsPart {
  readonly view: StandardsView
  readonly show: (next: StandardsView) => void
}

/** How far projects keep the standards, what was found against them, and the rules themselves. */
export function StandardsPage() {
  const view = standardsViewOf(useSearch({ strict: false }))
  const navigate = useNavigate()
  const show = (next: StandardsView) =>
    void navigate({ to: '/standards', search: standardsAddressOf(next), resetScroll: false })
  const { finding, ...without } = view
  return (
    <div className="page stack">
      <h1>Standards</h1>
      <Tabs
        label="What is shown of the standards"
        tabs={TABS}
        chosen={view.tab}
        choose={(tab) =>
          show({ tab, state: 'current', ...(view.project !== undefined && { project: view.project }) })
        }
      >
        <Suspense fallback={<Loading what="the chart" />}>
          <Shown view={view} show={show} />
        </Suspense>
      </Tabs>
      {finding !== undefined && <FindingDialog key={finding} id={finding} close={() => show(without)} />}
    </div>
  )
}

function Shown(part: StandardsPart) {
  const { tab } = part.view
  switch (tab) {
    case 'scorecards':
      return <ScorecardsTab {...part} />
    case 'findings':
      return <FindingsTab {...part} />
    case 'waivers':
      return <WaiversTab {...part} />
    case 'rules':
      return <RulesTab {...part} />
    case 'gates':
      return <GatesTab {...part} />
    default:
      return tab satisfies never
  }
}
