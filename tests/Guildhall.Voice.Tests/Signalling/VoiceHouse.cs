using System.Net;
using System.Text.Json;
using Guildhall.Server.Options;
using Guildhall.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Voice.Tests.Signalling;

/// <summary>A server with a guild, a voice channel, and one worker that forwards nothing.</summary>
internal sealed class VoiceHouse : IAsyncDisposable
{
    private VoiceHouse(TestHouse house, TestGuild guild, string channel) => (House, Guild, Channel) = (house, guild, channel);

    public TestHouse House { get; }

    public TestGuild Guild { get; }

    public string Channel { get; }

    public FakeWorker Worker { get; } = new();

    public VoiceService Voice => House.Services.GetRequiredService<VoiceService>();

    public static async Task<VoiceHouse> Start(TimeProvider? time = null, Func<ServerOptions, ServerOptions>? change = null)
    {
        var house = await TestHouse.Start(change, time);
        var (guild, _) = await house.CreateGuild("ada");
        var channel = (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "Hall", type = 2 })).Ok().Id;
        var started = new VoiceHouse(house, guild, channel);
        house.Logs.Expect("Voice worker");
        foreach (var worker in started.Voice.Workers.Alive) await started.Voice.LoseWorker(worker.Number);
        started.Voice.Add(started.Worker, IPAddress.Loopback);
        return started;
    }

    /// <summary>Sits down by op 4; answers with the session's name, the token and the endpoint.</summary>
    public async Task<Invitation> Sit(TestUser user, bool mute = false, string? channel = null)
    {
        var before = user.Gateway.Seen.Count(static seen => seen.Name == "VOICE_SERVER_UPDATE");
        await user.Gateway.Send(4, new { guild_id = Guild.Id, channel_id = channel ?? Channel, self_mute = mute, self_deaf = false });
        await user.Gateway.Await("VOICE_SERVER_UPDATE", _ => user.Gateway.Seen.Count(static seen => seen.Name == "VOICE_SERVER_UPDATE") > before);
        return Last(user);
    }

    /// <summary>What the user's session was told last.</summary>
    public Invitation Last(TestUser user)
    {
        var server = user.Gateway.Seen.Last(static seen => seen.Name == "VOICE_SERVER_UPDATE").Body;
        var state = user.Gateway.Seen.Last(seen => seen.Name == "VOICE_STATE_UPDATE" && seen.Body.GetProperty("user_id").GetString() == user.Id).Body;
        return new(user.Id, state.GetProperty("session_id").GetString()!, server.GetProperty("token").GetString()!, server.GetProperty("endpoint").GetString(), Guild.Id);
    }

    /// <summary>A connection up to op 2.</summary>
    public async Task<VoiceClient> Identified(Invitation invitation, string path = "/?v=8", int daveVersion = 1)
    {
        var client = await VoiceClient.Open(House, path);
        await client.Send(0, invitation.Identify(daveVersion: daveVersion));
        await client.Saw(2);
        return client;
    }

    /// <summary>A person who sits in the channel and is connected up to op 4.</summary>
    public async Task<(TestUser User, Invitation Invitation, VoiceClient Client)> Connected(string name, bool mute = false, int daveVersion = 1)
    {
        var user = name == "ada" ? Guild.Owner : await Guild.Join(name);
        var invitation = await Sit(user, mute);
        var client = await Identified(invitation, daveVersion: daveVersion);
        await client.Send(1, SelectUdp());
        await client.Saw(4);
        return (user, invitation, client);
    }

    public static object SelectUdp(string mode = "aead_aes256_gcm_rtpsize") => new { protocol = "udp", data = new { address = "127.0.0.1", port = 4000, mode } };

    public ValueTask DisposeAsync() => House.DisposeAsync();
}

/// <summary>What a client needs to identify.</summary>
internal sealed record Invitation(string User, string Session, string Token, string? Endpoint, string Guild)
{
    public object Identify(string? server = null, string? user = null, string? session = null, string? token = null, int daveVersion = 1) => new
    {
        server_id = server ?? Guild,
        user_id = user ?? User,
        session_id = session ?? Session,
        token = token ?? Token,
        max_dave_protocol_version = daveVersion,
    };

    public object Resume(long? seen) => new { server_id = Guild, session_id = Session, token = Token, seq_ack = seen };
}
