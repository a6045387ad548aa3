using Guildhall.Voice.Dave;
using Guildhall.Voice.Media;

namespace Guildhall.Voice.Tests.Signalling;

/// <summary>End-to-end encryption as a client of the voice gateway meets it; how real clients agree on keys is tested in Dave.</summary>
public sealed class EncryptionTests
{
    [Fact]
    public async Task Who_can_encrypt_is_told_version_1_and_then_the_key_of_the_house()
    {
        await using var house = await VoiceHouse.Start();
        var (_, _, ada) = await house.Connected("ada");
        await using var _ = ada;

        (await ada.Saw(4)).GetProperty("dave_protocol_version").GetInt32().ShouldBe(1);
        var package = Convert.FromBase64String((await ada.Saw(25)).GetString()!);

        package[..3].ShouldBe([0x40, 65, 4]);
        ada.Seen.Select(message => message.GetProperty("op").GetInt32()).SkipWhile(op => op != 4).ShouldContain(25);
    }

    [Fact]
    public async Task Who_cannot_encrypt_takes_the_call_down_and_is_sent_nothing_encrypted_meanwhile()
    {
        await using var house = await VoiceHouse.Start();
        var (_, _, ada) = await house.Connected("ada");
        await using var first = ada;
        var (bob, _, plain) = await house.Connected("bob", daveVersion: 0);
        await using var second = plain;

        (await plain.Saw(4)).GetProperty("dave_protocol_version").GetInt32().ShouldBe(0);
        var prepare = await ada.Saw(21);
        prepare.GetProperty("protocol_version").GetInt32().ShouldBe(0);
        var peer = house.Worker.OpenedFor(bob.Id)!.Peer;
        house.Worker.Told.ShouldContain((peer, E2eeRule.WithholdEncrypted));

        await ada.Send(23, new { transition_id = prepare.GetProperty("transition_id").GetInt32() });

        await ada.Saw(22);
        await Until.Holds(() => Task.FromResult(house.Worker.Told.Contains((peer, E2eeRule.Any))));
        plain.All(21).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_encryption_is_required_who_cannot_is_closed_with_4017()
    {
        await using var house = await VoiceHouse.Start(change: options => options with { VoiceE2ee = E2eePolicy.Require });
        var invitation = await house.Sit(house.Guild.Owner);
        await using var client = await VoiceClient.Open(house.House);

        await client.Send(0, invitation.Identify(daveVersion: 0));

        (await client.Closed()).ShouldBe(4017);
    }

    [Fact]
    public async Task A_key_package_that_is_none_is_closed_with_4020()
    {
        await using var house = await VoiceHouse.Start();
        var (_, _, ada) = await house.Connected("ada");
        await using var _ = ada;

        await ada.SendBinary([26, 0, 1, 2, 3]);

        (await ada.Closed()).ShouldBe(4020);
    }

    [Fact]
    public async Task A_stage_is_never_encrypted_end_to_end()
    {
        await using var house = await VoiceHouse.Start();
        var stage = (await house.Guild.Owner.Post($"/guilds/{house.Guild.Id}/channels", new { name = "Stage", type = 13 })).Ok().Id;
        var invitation = await house.Sit(house.Guild.Owner, channel: stage);
        await using var client = await house.Identified(invitation);

        await client.Send(1, VoiceHouse.SelectUdp());

        (await client.Saw(4)).GetProperty("dave_protocol_version").GetInt32().ShouldBe(0);
    }
}
