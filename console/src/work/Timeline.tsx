import { useState } from 'react';
import type { TimelineEntry } from '../api/types';
import { Button } from '../kit/Button';
import { Icon, type IconName } from '../kit/Icon';
import { Time } from '../kit/states';
import { channel, plain } from '../words';

const PAGE = 100;

function icon(entry: TimelineEntry): IconName {
  if (/failed|left|rejected|declined|refused|timed-out|bounced/.test(entry.type)) return 'stop';
  if (entry.what === 'desk') return 'person';
  if (/verified|proven|identity|completed|confirmed|posted/.test(entry.type)) return 'check';
  if (/paid|payment/.test(entry.type)) return 'card';
  return entry.channel ? channel(entry.channel).icon : 'doc';
}

const stopped = (entry: TimelineEntry) => icon(entry) === 'stop';

/** What happened, on every channel, in one line: oldest first, opened at its end. */
export function Timeline({ entries, most = PAGE }: { entries: TimelineEntry[]; most?: number }) {
  const [shown, setShown] = useState(most);
  const listed = entries.slice(-shown);
  const earlier = entries.length - listed.length;
  return (
    <>
      {earlier > 0 && most === PAGE && (
        <Button kind="quiet" onClick={() => setShown(shown + PAGE)}>
          {Math.min(earlier, PAGE)} earlier
        </Button>
      )}
      <ol className="tl">
        {listed.map((entry) => (
          <li key={entry.id}>
            <Time at={entry.at} />
            <Icon of={icon(entry)} name={entry.channel ? channel(entry.channel).name : plain(entry.what)} className={stopped(entry) ? 'x' : ''} />
            <span className={stopped(entry) ? 'x' : ''}>
              {entry.text}
              {entry.words && most === PAGE && <blockquote>{entry.words}</blockquote>}
              {most === PAGE && <small>{by(entry)}</small>}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

function by(entry: TimelineEntry) {
  const who = entry.person ?? entry.actor;
  return [plain(who), entry.channel && channel(entry.channel).name.toLowerCase(), entry.step && `step ${entry.step}`].filter(Boolean).join(' · ');
}
