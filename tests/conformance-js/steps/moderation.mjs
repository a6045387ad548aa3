import { AutoModerationActionType, AutoModerationRuleEventType, AutoModerationRuleKeywordPresetType, AutoModerationRuleTriggerType, Events, Routes } from 'discord.js';
import { check, equal, once, refused } from '../lib/scenario.mjs';

/** Automatic moderation: rules of every trigger, what they do, and who hears of it. */
export async function moderation(world) {
  const { scenario, client, guild, general, bob } = world;
  const alerts = await guild.channels.create({ name: 'alerts' });
  const rule = await scenario.step('a keyword rule is made and AUTO_MODERATION_RULE_CREATE comes', async () => {
    const seen = once(client, Events.AutoModerationRuleCreate);
    const made = await guild.autoModerationRules.create({
      name: 'no spam',
      eventType: AutoModerationRuleEventType.MessageSend,
      triggerType: AutoModerationRuleTriggerType.Keyword,
      triggerMetadata: { keywordFilter: ['*spam*'], regexPatterns: ['(?i)fr[e3]{2}'], allowList: ['spamalot'] },
      actions: [
        { type: AutoModerationActionType.BlockMessage, metadata: { customMessage: 'Not here.' } },
        { type: AutoModerationActionType.SendAlertMessage, metadata: { channel: alerts } },
      ],
      enabled: true,
      reason: 'order',
    });
    await seen;
    return made;
  });
  await scenario.step('rules of the other triggers are made', async () => {
    const base = { eventType: AutoModerationRuleEventType.MessageSend, actions: [{ type: AutoModerationActionType.BlockMessage }] };
    await guild.autoModerationRules.create({ ...base, name: 'spam', triggerType: AutoModerationRuleTriggerType.Spam });
    await guild.autoModerationRules.create({
      ...base, name: 'words', triggerType: AutoModerationRuleTriggerType.KeywordPreset,
      triggerMetadata: { presets: [AutoModerationRuleKeywordPresetType.Slurs], allowList: ['fine'] },
    });
    await guild.autoModerationRules.create({
      ...base, name: 'mentions', triggerType: AutoModerationRuleTriggerType.MentionSpam,
      triggerMetadata: { mentionTotalLimit: 5, mentionRaidProtectionEnabled: true },
      actions: [{ type: AutoModerationActionType.Timeout, metadata: { durationSeconds: 60 } }],
    });
    await guild.autoModerationRules.create({
      name: 'names', eventType: AutoModerationRuleEventType.MemberUpdate, triggerType: AutoModerationRuleTriggerType.MemberProfile,
      triggerMetadata: { keywordFilter: ['impostor*'] }, actions: [{ type: AutoModerationActionType.BlockMemberInteraction }], enabled: true,
    });
    equal((await guild.autoModerationRules.fetch()).size, 5, 'rules');
    for (const each of guild.autoModerationRules.cache.values()) await client.rest.get(Routes.guildAutoModerationRule(guild.id, each.id));
  });
  await scenario.step('a message is blocked, and AUTO_MODERATION_ACTION_EXECUTION and the alert come', async () => {
    const executed = once(client, Events.AutoModerationActionExecution);
    const alerted = once(client, Events.MessageCreate, (message) => message.channelId === alerts.id);
    await refused(bob.call('POST', `/channels/${general.id}/messages`, { content: 'buy spam' }), 400, 200000);
    const [execution] = await executed;
    equal(execution.matchedContent, 'spam', 'matched');
    const [alert] = await alerted;
    equal(alert.type, 24, 'type');
    equal(alert.embeds[0].data.type, 'auto_moderation_message', 'embed');
    await client.rest.get(Routes.channelMessages(alerts.id));
  });
  await scenario.step('a rule is changed and AUTO_MODERATION_RULE_UPDATE comes', async () => {
    const seen = once(client, Events.AutoModerationRuleUpdate, (_, after) => after.name === 'less spam');
    await rule.edit({ name: 'less spam', exemptChannels: [alerts] });
    await seen;
  });
  await scenario.step('an expression that the engine cannot take is refused', () =>
    refused(rule.edit({ triggerMetadata: { regexPatterns: ['(a)\\1'] } }), 400, 50035));
  await scenario.step('rules are deleted, AUTO_MODERATION_RULE_DELETE comes, and the audit log shows all of it', async () => {
    const seen = once(client, Events.AutoModerationRuleDelete, (gone) => gone.id === rule.id);
    for (const each of guild.autoModerationRules.cache.values()) await each.delete('done');
    await seen;
    const log = await client.rest.get(Routes.guildAuditLog(guild.id), { query: new URLSearchParams({ limit: '100' }) });
    const kinds = new Set(log.audit_log_entries.map((entry) => entry.action_type));
    for (const kind of [140, 141, 142, 143, 144]) check(kinds.has(kind), `entry ${kind}`);
    await client.rest.get(Routes.guildAuditLog(guild.id), { query: new URLSearchParams({ target_id: rule.id }) });
  });
  await scenario.step('invites stop for an hour, and go on', async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const seen = once(client, 'raw', (packet) => packet.t === 'GUILD_UPDATE' && packet.d.incidents_data);
    await client.rest.put(`/guilds/${guild.id}/incident-actions`, { body: { invites_disabled_until: until, dms_disabled_until: until } });
    await seen;
    await client.rest.put(`/guilds/${guild.id}/incident-actions`, { body: { invites_disabled_until: null, dms_disabled_until: null } });
  });
  await alerts.delete();
}
