/** Reports. */
export function ReportsPage() {
  return (
    <div className="page stack">
      <h1>Reports</h1>
    </div>
  )
}
