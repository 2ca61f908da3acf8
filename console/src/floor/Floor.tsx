import '../styles/floor.css';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAgents, useApprovals, useMe, useWallboard } from '../api/desk';
import { Failure, Loading, Tag } from '../kit/states';
import { Icon } from '../kit/Icon';
import { fromIso, span } from '../kit/time';
import { plain, presenceWords } from '../words';
import { Button } from '../kit/Button';
import type { Agent } from '../api/types';
import { BreakGlass, EditProfile } from './people';
import { Waits } from './Waits';
import { Fresh, useFresh } from './Fresh';
import { Figures, figures, useSamples } from './numbers';
import { People, QueueTable } from './QueueTable';
import { WorkTable } from './WorkTable';

/** The floor now: five numbers, the queues, who is there, what waits for a decision, and the work itself. */
export function Floor() {
  const me = useMe().data;
  const board = useWallboard();
  const samples = useSamples(board.data);
  const [queue, setQueue] = useState('');
  const [emergency, setEmergency] = useState(false);
  const { isOld } = useFresh(board.data?.at);
  const mayMove = me ? me.rights.includes('reassign') || me.supervises : false;
  if (!board.data) {
    return (
      <main id="main" className="page" tabIndex={-1}>
        <h1>Floor</h1>
        {board.error ? <Failure problem={board.error} onRetry={() => void board.refetch()} /> : <Loading what="The floor" rows={8} />}
      </main>
    );
  }
  return (
    <main id="main" className={isOld ? 'page floor old' : 'page floor'} tabIndex={-1}>
      <div className="pagehead">
        <h1>Floor, now</h1>
        <Fresh at={board.data.at} />
        {me?.rights.includes('break-glass') && <Button onClick={() => setEmergency(true)}>Emergency rights</Button>}
        <Link className="btn" to="/wall">
          <Icon of="wall" />
          Wallboard
        </Link>
      </div>
      <Figures figures={figures(board.data, samples)} />
      <div className="g">
        <div className="stack left">
          <section className="pane">
            <h2>
              Queues <span>longest wait first</span>
            </h2>
            <div className="wide">
              <QueueTable queues={board.data.queues} onPick={setQueue} />
            </div>
            <People agents={board.data.agents} />
          </section>
          <Waits queues={board.data.queues} />
        </div>
        <div className="stack">
          <Decisions />
          <Agents mayEdit={me?.supervises ?? false} />
        </div>
      </div>
      {emergency && <BreakGlass onClose={() => setEmergency(false)} />}
      <WorkTable queue={queue} onQueue={setQueue} mayMove={mayMove} />
    </main>
  );
}

export function Decisions() {
  const approvals = useApprovals(true);
  return (
    <section className="pane">
      <h2>
        Waiting for a decision <span>{approvals.data?.length ?? ''}</span>
      </h2>
      <ul className="l">
        {approvals.data?.slice(0, 4).map((approval) => {
          const waits = fromIso(approval.waits);
          return (
            <li key={approval.item.id}>
              <Icon of="up" />
              <b>
                <Link to="/approvals">
                  {plain(approval.authority)}
                  {approval.amount && `, ${approval.amount.text}`}
                </Link>
              </b>
              <time className={waits > 240 ? 'hot' : ''}>{span(waits)}</time>
              <span>
                {approval.item.caseReference ?? approval.item.id}
                {approval.requestedBy && `, asked by ${approval.requestedBy}`}
              </span>
            </li>
          );
        })}
      </ul>
      {approvals.data?.length === 0 && <p className="m">Nothing waits.</p>}
    </section>
  );
}

function Agents({ mayEdit }: { mayEdit: boolean }) {
  const agents = useAgents();
  const [all, setAll] = useState(false);
  const [edited, setEdited] = useState<Agent | null>(null);
  const present = agents.data?.filter((agent) => agent.presence.state !== 'offline') ?? [];
  const shown = all ? (agents.data ?? []) : present;
  return (
    <section className="pane agents">
      <h2>
        People <span>{present.length} here</span>
      </h2>
      <ul>
        {shown.map((agent) => (
          <li key={agent.id}>
            <span>
              {agent.name} <span className="m">{plain(agent.role).toLowerCase()}</span>
            </span>
            {agent.work > 0 && !agent.presence.wrapUp ? (
              <Tag tone="info">{agent.work} at work</Tag>
            ) : (
              <Tag tone={agent.presence.state === 'available' && !agent.presence.wrapUp ? 'ok' : ''}>{agent.offered ? 'Offered' : presenceWords(agent.presence)}</Tag>
            )}
            {mayEdit && (
              <Button kind="quiet" onClick={() => setEdited(agent)}>
                Edit<span className="vh"> what {agent.name} can</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {agents.data && agents.data.length > present.length && (
        <Button kind="quiet" onClick={() => setAll(!all)}>
          {all ? 'Only who is here' : `All ${agents.data.length}`}
        </Button>
      )}
      {edited && <EditProfile agent={edited} onClose={() => setEdited(null)} />}
      {agents.data && present.length === 0 && <p className="m">Nobody is here.</p>}
    </section>
  );
}
