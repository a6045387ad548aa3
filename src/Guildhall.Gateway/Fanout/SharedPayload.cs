using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Guildhall.Gateway.Compression;
using Guildhall.Gateway.Connections;
using Guildhall.Gateway.Etf;

namespace Guildhall.Gateway.Fanout;

/// <summary>
/// A dispatch as every session sends it, except for its sequence number: <c>,"t":"NAME","op":0,"d":BODY}</c>, to be put after
/// <c>{"s":N</c>. The body is referenced and not copied; each other form is made once, when a first session wants it.
/// Immutable as seen from outside, so all shards share it.
/// </summary>
internal sealed class SharedPayload
{
    private static readonly ConcurrentDictionary<string, byte[]> Heads = new();

    // Shards that meet the same event at the same time make its forms once; most events are one session's own and have no need of a lock.
    private static readonly Lock[] Compressing = [.. Enumerable.Range(0, 16).Select(_ => new Lock())];
    private readonly byte[] _head;
    private readonly ReadOnlyMemory<byte> _body;
    private readonly ReadOnlyMemory<byte> _suffix;
    private byte[]? _deflated;
    private byte[]? _zstd;
    private EtfPayload? _etf;

    public SharedPayload(string name, ReadOnlyMemory<byte> body, bool isPrivate, ReadOnlyMemory<byte> suffix = default)
    {
        _suffix = suffix;
        _head = Heads.GetOrAdd(name, static n => Encoding.UTF8.GetBytes($",\"t\":\"{n}\",\"op\":0,\"d\":"));
        _body = body;
        IsPrivate = isPrivate;
        Length = _head.Length + body.Length + suffix.Length + 1;
    }

    /// <summary>True when one session alone holds it, so that its bytes are freed with that session's replay entry.</summary>
    public bool IsPrivate { get; }

    /// <summary>Bytes after the sequence number.</summary>
    public int Length { get; }

    /// <summary>Writes the bytes after the sequence number; the target holds at least <see cref="Length"/>.</summary>
    public void CopyTo(Span<byte> target)
    {
        _head.CopyTo(target);
        _body.Span.CopyTo(target[_head.Length..]);
        _suffix.Span.CopyTo(target[(_head.Length + _body.Length)..]);
        target[Length - 1] = (byte)'}';
    }

    public ReadOnlySpan<byte> Head => _head;

    public ReadOnlySpan<byte> Body => _body.Span;

    /// <summary>The end of the body that one receiver has for itself.</summary>
    public ReadOnlySpan<byte> Suffix => _suffix.Span;

    /// <summary>The shared part of a message in one of the formats that differ from JSON; made when it is first asked for.</summary>
    public ReadOnlySpan<byte> Shared(WireFormat format) => format switch
    {
        WireFormat.JsonInZlib => Deflated(),
        WireFormat.JsonInZstd => Zstd(),
        WireFormat.Etf => Etf().Entries,
        WireFormat.EtfInZlib => Etf().Deflated,
        WireFormat.EtfInZstd => Etf().Zstd,
        _ => throw new System.Diagnostics.UnreachableException(format.ToString()),
    };

    /// <summary>Deflate blocks of the bytes after the sequence number, from empty history and ended by a sync flush.</summary>
    public ReadOnlySpan<byte> Deflated()
    {
        if (Volatile.Read(ref _deflated) is { } ready) return ready;
        lock (Making)
        {
            return _deflated ??= ZlibSplice.Deflate(_head, _body.Span, _suffix.Span, "}"u8);
        }
    }

    /// <summary>The same as zstd blocks that fit anywhere in a stream.</summary>
    public ReadOnlySpan<byte> Zstd()
    {
        if (Volatile.Read(ref _zstd) is { } ready) return ready;
        lock (Making)
        {
            return _zstd ??= ZstdSplice.Compress(_head, _body.Span, _suffix.Span, "}"u8);
        }
    }

    /// <summary>The same as a term.</summary>
    public EtfPayload Etf()
    {
        if (Volatile.Read(ref _etf) is { } ready) return ready;
        lock (Making)
        {
            return _etf ??= new EtfPayload(EtfEncoder.DispatchEntries(Name, _suffix.IsEmpty ? _body.Span : (byte[])[.. _body.Span, .. _suffix.Span]));
        }
    }

    private Lock Making => Compressing[RuntimeHelpers.GetHashCode(this) % Compressing.Length];

    // The head is ,"t":"NAME","op":0,"d": and is kept for all payloads of the name.
    public ReadOnlySpan<byte> Name => _head.AsSpan(HeadStart.Length, _head.Length - HeadStart.Length - HeadEnd.Length);

    private static ReadOnlySpan<byte> HeadStart => ",\"t\":\""u8;

    private static ReadOnlySpan<byte> HeadEnd => "\",\"op\":0,\"d\":"u8;
}
