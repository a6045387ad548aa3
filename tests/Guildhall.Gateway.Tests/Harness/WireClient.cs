using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Guildhall.Gateway.Compression;
using Guildhall.Gateway.Etf;

namespace Guildhall.Gateway.Tests.Harness;

/// <summary>A WebSocket client on bare TCP, so that tests can send what a proper client never would.</summary>
internal sealed class WireClient : IDisposable
{
    private static readonly byte[] Mask = [0x12, 0x34, 0x56, 0x78];
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly Inflater? _inflater;
    private readonly ZstdDecoder? _zstd;
    private readonly bool _isEtf;

    private WireClient(Socket socket, Stream stream, string path)
    {
        (_socket, _stream) = (socket, stream);
        if (path.Contains("compress=zlib-stream", StringComparison.Ordinal)) _inflater = new Inflater();
        if (path.Contains("compress=zstd-stream", StringComparison.Ordinal)) _zstd = new ZstdDecoder();
        _isEtf = path.Contains("encoding=etf", StringComparison.Ordinal);
    }

    /// <summary>The newest sequence number seen.</summary>
    public long Sequence { get; set; }

    public string SessionId { get; set; } = "";

    /// <summary>Every dispatch must have the number after the one before, unless a test says otherwise.</summary>
    public bool ChecksSequence { get; set; } = true;

    public static async Task<WireClient> Open(int port, string path, int receiveBuffer = 0)
    {
        var (socket, stream) = await Dial(port, receiveBuffer);
        var client = new WireClient(socket, stream, path);
        (await client.Upgrade(path)).ShouldStartWith("HTTP/1.1 101 ");
        return client;
    }

    /// <summary>A connection that nothing has been said on.</summary>
    public static async Task<WireClient> OpenRaw(int port)
    {
        var (socket, stream) = await Dial(port, 0);
        return new WireClient(socket, stream, "");
    }

    /// <summary>Sends an upgrade request; returns the head of the answer.</summary>
    public async Task<string> Upgrade(string path, string key = "dGhlIHNhbXBsZSBub25jZQ==")
    {
        await SendRaw($"GET {path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n");
        return await ReadHead();
    }

    public Task SendRaw(string text) => SendRaw(Encoding.UTF8.GetBytes(text));

    public async Task SendRaw(byte[] bytes) => await _stream.WriteAsync(bytes);

    public async Task<string> ReadHead()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)) head.Append((char)(await ReadBytes(1))[0]);
        return head.ToString();
    }

    public async Task<string> ReadText(int length) => Encoding.UTF8.GetString(await ReadBytes(length));

    public Task Send(string json) =>
        _isEtf ? SendFrame(2, EtfEncoder.Message(Encoding.UTF8.GetBytes(json))) : SendFrame(1, Encoding.UTF8.GetBytes(json));

    public Task SendFrame(int opcode, byte[] payload, bool isFinal = true, int reserved = 0, bool isMasked = true) =>
        SendRaw(Frame(opcode, payload, isFinal, reserved, isMasked));

    public static byte[] Frame(int opcode, byte[] payload, bool isFinal = true, int reserved = 0, bool isMasked = true)
    {
        List<byte> frame = [(byte)((isFinal ? 0x80 : 0) | (reserved << 4) | opcode)];
        var mask = isMasked ? 0x80 : 0;
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(length, (ulong)payload.Length);
        if (payload.Length < 126) frame.Add((byte)(mask | payload.Length));
        else if (payload.Length <= ushort.MaxValue) frame.AddRange([(byte)(mask | 126), .. length[6..]]);
        else frame.AddRange([(byte)(mask | 127), .. length]);
        if (isMasked) frame.AddRange(Mask);
        frame.AddRange(isMasked ? payload.Select((b, i) => (byte)(b ^ Mask[i % 4])) : payload);
        return [.. frame];
    }

    public Task SendClose(int code)
    {
        var payload = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        return SendFrame(8, payload);
    }

    public Task Identify(string token, long? intents = null, string more = "") => Send(
        $"{{\"op\":2,\"d\":{{\"token\":\"{token}\",\"properties\":{{\"os\":\"linux\"}}{(intents is null ? "" : $",\"intents\":{intents}")}{more}}}}}");

    public Task Resume(string token, string sessionId, long sequence) =>
        Send($"{{\"op\":6,\"d\":{{\"token\":\"{token}\",\"session_id\":\"{sessionId}\",\"seq\":{sequence}}}}}");

    public Task Heartbeat() => Send($"{{\"op\":1,\"d\":{(Sequence == 0 ? "null" : Sequence)}}}");

    public async Task<JsonElement> Hello() => await Op(10);

    /// <summary>The next payload, which has this op.</summary>
    public async Task<JsonElement> Op(int op)
    {
        var payload = await Payload();
        payload.GetProperty("op").GetInt32().ShouldBe(op, payload.GetRawText());
        return payload;
    }

    /// <summary>The next payload, which is this dispatch.</summary>
    public async Task<JsonElement> Dispatch(string name)
    {
        var payload = await Op(0);
        payload.GetProperty("t").GetString().ShouldBe(name);
        return payload;
    }

    /// <summary>The next payload; a dispatch is counted.</summary>
    public async Task<JsonElement> Payload()
    {
        var (opcode, bytes) = await ReadFrame();
        if (opcode == 8) throw new ClosedException(bytes.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : 1005);
        var message = opcode == 2 && (!_isEtf || _inflater is not null || _zstd is not null) ? Inflated(bytes) : bytes;
        var payload = JsonDocument.Parse(_isEtf ? JsonOf(message) : message).RootElement.Clone();
        if (payload.GetProperty("op").GetInt32() != 0) return payload;
        var sequence = payload.GetProperty("s").GetInt64();
        if (ChecksSequence) sequence.ShouldBe(Sequence + 1);
        Sequence = sequence;
        if (payload.GetProperty("t").GetString() == "READY") SessionId = payload.GetProperty("d").GetProperty("session_id").GetString()!;
        return payload;
    }

    // Without a stream for the whole connection, each binary message is a stream of its own.
    private byte[] Inflated(byte[] bytes)
    {
        if (_inflater is not null) return _inflater.Inflate(bytes);
        if (_zstd is not null) return _zstd.Decode(bytes, 4 * 1_024 * 1_024);
        using var one = new Inflater();
        return one.Inflate(bytes);
    }

    private static byte[] JsonOf(byte[] term)
    {
        var json = new byte[term.Length * EtfDecoder.Growth];
        EtfDecoder.TryWriteJson(term, json, out var length).ShouldBeTrue();
        return json[..length];
    }

    /// <summary>Reads until the close frame; returns its code.</summary>
    public async Task<int> Closed()
    {
        while (true)
        {
            var (opcode, bytes) = await ReadFrame();
            if (opcode == 8) return bytes.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : 1005;
        }
    }

    public async Task<(int Opcode, byte[] Payload)> ReadFrame()
    {
        var header = await ReadBytes(2);
        (header[0] & 0xF0).ShouldBe(0x80);
        (header[1] & 0x80).ShouldBe(0);
        var length = header[1] switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadBytes(2)),
            127 => (long)BinaryPrimitives.ReadUInt64BigEndian(await ReadBytes(8)),
            var small => small,
        };
        return (header[0] & 0x0F, await ReadBytes((int)length));
    }

    /// <summary>True when the server has hung up.</summary>
    public async Task<bool> HasEnded()
    {
        try
        {
            var rest = new byte[4096];
            using var patience = new CancellationTokenSource(GatewayHouse.Patience);
            while (await _stream.ReadAsync(rest, patience.Token) > 0)
            {
            }

            return true;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Drops the connection as a broken network does, without a word.</summary>
    public void Drop()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    public void Dispose()
    {
        _socket.Dispose();
        _inflater?.Dispose();
        _zstd?.Dispose();
    }

    private static async Task<(Socket Socket, Stream Stream)> Dial(int port, int receiveBuffer)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer > 0) socket.ReceiveBufferSize = receiveBuffer;
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        return (socket, GatewayHouse.HasTls ? await TestCertificate.Connect(new NetworkStream(socket)) : new NetworkStream(socket));
    }

    private async Task<byte[]> ReadBytes(int count)
    {
        var bytes = new byte[count];
        using var patience = new CancellationTokenSource(GatewayHouse.Patience);
        await _stream.ReadExactlyAsync(bytes, patience.Token);
        return bytes;
    }
}
