using System.Net;
using System.Text;
using Guildhall.Community.Links;

namespace Guildhall.Community.Tests.Links;

/// <summary>Servers that are not there: names with addresses of a test's choice, and what is answered at each address.</summary>
internal sealed class CannedSite
{
    private readonly Dictionary<string, Queue<IPAddress[]>> _names = [];
    private readonly Dictionary<string, string> _answers = [];

    /// <summary>The addresses that were called.</summary>
    public List<IPEndPoint> Called { get; } = [];

    /// <summary>What was asked, headers and all.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Gives a name its addresses; with several lists, each lookup gets the next, the last one for good.</summary>
    public CannedSite Name(string host, params string[][] lookups)
    {
        _names[host] = new(lookups.Select(one => one.Select(IPAddress.Parse).ToArray()));
        return this;
    }

    public CannedSite Answer(string pathAndQuery, string body, string type = "text/html; charset=utf-8") =>
        AnswerRaw(pathAndQuery, $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");

    public CannedSite Redirect(string pathAndQuery, string to) =>
        AnswerRaw(pathAndQuery, $"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    public CannedSite AnswerRaw(string pathAndQuery, string response)
    {
        _answers[pathAndQuery] = response;
        return this;
    }

    /// <summary>Completes when somebody waits for an answer that never comes.</summary>
    public TaskCompletionSource IsWaitedFor { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SafeConnector Connector(LinkPreviewOptions options) => new(options, Resolve, Dial);

    public LinkFetcher Fetcher(LinkPreviewOptions? options = null, TimeProvider? time = null)
    {
        options ??= new LinkPreviewOptions();
        return new LinkFetcher(Connector(options), options, time ?? TimeProvider.System);
    }

    private Task<IPAddress[]> Resolve(string host, CancellationToken cancel)
    {
        if (!_names.TryGetValue(host, out var lookups)) return Task.FromException<IPAddress[]>(new System.Net.Sockets.SocketException(11001));
        return Task.FromResult(lookups.Count > 1 ? lookups.Dequeue() : lookups.Peek());
    }

    private ValueTask<Stream> Dial(IPEndPoint address, CancellationToken cancel)
    {
        Called.Add(address);
        return ValueTask.FromResult<Stream>(new Conversation(this));
    }

    // One request, one answer.
    private sealed class Conversation(CannedSite site) : MemoryStream
    {
        private readonly StringBuilder _request = new();
        private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private MemoryStream? _answer;

        public override bool CanSeek => false;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _request.Append(Encoding.ASCII.GetString(buffer.Span));
            return ValueTask.CompletedTask;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_answer is null)
            {
                var request = _request.ToString();
                site.Requests.Add(request);
                var path = request.Split(' ')[1];
                var answer = site._answers.GetValueOrDefault(path, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                if (answer == "silence") return Silence();
                _answer = new MemoryStream(Encoding.UTF8.GetBytes(answer));
            }

            return _answer.ReadAsync(buffer, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            _gone.TrySetResult();
            base.Dispose(disposing);
        }

        // Ends when the other side hangs up.
        private async ValueTask<int> Silence()
        {
            site.IsWaitedFor.TrySetResult();
            await _gone.Task;
            throw new IOException("The connection is closed.");
        }
    }
}
