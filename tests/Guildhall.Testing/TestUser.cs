namespace Guildhall.Testing;

/// <summary>A person or bot of a test: its calls, and its gateway session once connected.</summary>
public sealed class TestUser(TestHouse house, HttpClient http, string name, string id, string token, bool isBot)
    : ApiCaller(http, isBot ? $"Bot {token}" : token), IAsyncDisposable
{
    private GatewayClient? _gateway;

    public string Name { get; } = name;

    public string Id { get; } = id;

    public string Token { get; } = token;

    public bool IsBot { get; } = isBot;

    /// <summary>The session of <see cref="Connect"/>.</summary>
    public GatewayClient Gateway => _gateway ?? throw new InvalidOperationException($"{Name} is not connected; call Connect first.");

    /// <summary>Opens a gateway session and waits for READY and the guilds it names.</summary>
    /// <param name="intents">What the session asks for; null asks for everything.</param>
    public async Task<GatewayClient> Connect(int? intents = null)
    {
        if (_gateway is not null) await _gateway.DisposeAsync();
        _gateway = await GatewayClient.Open(house.GatewayUrl);
        await _gateway.Identify(Token, intents);
        return _gateway;
    }

    /// <summary>Takes the session up again on a new socket. What comes of that is for the test to see.</summary>
    public async Task<GatewayClient> Resume()
    {
        var lost = Gateway;
        _gateway = await GatewayClient.Open(house.GatewayUrl);
        await _gateway.Resume(Token, lost);
        await lost.DisposeAsync();
        return _gateway;
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null) await _gateway.DisposeAsync();
    }
}
