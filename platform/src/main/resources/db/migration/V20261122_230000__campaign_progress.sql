-- How many accounts matched when a campaign was started: what its progress is measured by.
alter table campaigns.campaign add column matched bigint not null default 0;
-- From a queued message to its campaign, without walking through the campaign.
create index member_of_case on campaigns.member (tenant, case_id);
