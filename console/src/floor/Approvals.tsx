import '../styles/floor.css';
import { useApprovals } from '../api/desk';
import { Empty, Failure, Loading } from '../kit/states';
import { ApprovalCard } from './ApprovalCard';

/** What waits for a decision, longest wait first. */
export function Approvals() {
  const query = useApprovals(true);
  return (
    <main id="main" className="page" tabIndex={-1}>
      <h1>Approvals</h1>
      {query.error && !query.data && <Failure problem={query.error} onRetry={() => void query.refetch()} />}
      {!query.data && !query.error && <Loading what="Approvals" />}
      {query.data?.length === 0 && <Empty icon="check" title="Nothing waits for a decision" />}
      {query.data && query.data.length > 0 && (
        <ul className="approvals">
          {query.data.map((approval) => (
            <ApprovalCard key={approval.item.id} approval={approval} />
          ))}
        </ul>
      )}
    </main>
  );
}
