-- Why a person of the house ended what somebody had told us: the verification that was sent, the lawyer who withdrew.
alter table outreach.told add column reason text;
