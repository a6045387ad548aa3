using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Guildhall.Testing;

/// <summary>
/// An application that is called by HTTP: it checks signatures as its owner's bot would, notes what it hears, and answers by a function.
/// </summary>
public sealed class HttpBot : IAsyncDisposable
{
    private readonly Channel<JsonElement> _heard = Channel.CreateUnbounded<JsonElement>();
    private readonly List<JsonElement> _seen = [];
    private TestSite? _site;

    /// <summary>The application's public key in hex; without one everything is turned away.</summary>
    public string? Key { get; set; }

    /// <summary>False takes anything, whoever signed it.</summary>
    public bool ChecksBody { get; set; } = true;

    /// <summary>False takes a signature of the body under another timestamp; such a bot can be told old things again.</summary>
    public bool ChecksMoment { get; set; } = true;

    /// <summary>How it answers what it takes; by default PONG to interactions and 204 to events.</summary>
    public Func<HttpContext, JsonElement, Task>? Answers { get; set; }

    /// <summary>The answer to the interactions it takes; by default PONG. An object is written as JSON.</summary>
    public Func<JsonElement, object?>? Replies { get; set; }

    /// <summary>Where it is.</summary>
    public string Url => _site!.Address.AbsoluteUri + "interactions";

    /// <summary>How often it was called, also by those it turned away.</summary>
    public int Calls => _site!.Requests;

    /// <summary>The headers of the calls.</summary>
    public ConcurrentQueue<Dictionary<string, string>> Headers { get; } = [];

    public static async Task<HttpBot> Start()
    {
        var bot = new HttpBot();
        bot._site = await TestSite.Start(bot.Take);
        return bot;
    }

    /// <summary>The first thing it hears, or has heard, that fits; fails after some seconds.</summary>
    public async Task<JsonElement> Heard(Func<JsonElement, bool> fits)
    {
        if (_seen.FirstOrDefault(fits) is { ValueKind: JsonValueKind.Object } known) return known;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var said in _heard.Reader.ReadAllAsync(patience.Token))
        {
            _seen.Add(said);
            if (fits(said)) return said;
        }

        throw new InvalidOperationException("The bot is gone.");
    }

    /// <summary>The webhook event of a name, once it is heard.</summary>
    public async Task<JsonElement> HeardEvent(string name) =>
        (await Heard(said => said.TryGetProperty("event", out var told) && told.GetProperty("type").GetString() == name)).GetProperty("event");

    public ValueTask DisposeAsync() => _site!.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer);
        var body = buffer.ToArray();
        Headers.Enqueue(http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()));
        if (!IsMine(http.Request, body))
        {
            http.Response.StatusCode = 401;
            return;
        }

        var said = JsonSerializer.Deserialize<JsonElement>(body);
        _heard.Writer.TryWrite(said);
        if (Answers is not null) await Answers(http, said);
        else if (said.GetProperty("type").GetInt32() is 0 || said.TryGetProperty("event", out _)) http.Response.StatusCode = 204;
        else await http.Response.WriteAsJsonAsync(Replies?.Invoke(said) ?? new { type = 1 });
    }

    private bool IsMine(HttpRequest request, byte[] body)
    {
        if (Key is null) return false;
        if (!ChecksBody) return true;
        var timestamp = request.Headers["X-Signature-Timestamp"].ToString();
        var signature = Convert.FromHexString(request.Headers["X-Signature-Ed25519"].ToString());
        return Signed(timestamp) || (!ChecksMoment && Signed(timestamp + "0"));

        bool Signed(string moment)
        {
            byte[] signed = [.. Encoding.ASCII.GetBytes(moment), .. body];
            return Ed25519.Verify(signature, 0, Convert.FromHexString(Key), 0, signed, 0, signed.Length);
        }
    }
}
