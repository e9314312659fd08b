/** Portfolio. */
export function PortfolioPage() {
  return (
    <div className="page stack">
      <h1>Portfolio</h1>
    </div>
  )
}
