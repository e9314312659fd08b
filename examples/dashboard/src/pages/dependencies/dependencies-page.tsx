/** Dependencies. */
export function DependenciesPage() {
  return (
    <div className="page stack">
      <h1>Dependencies</h1>
    </div>
  )
}
