using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static Guildhall.Voice.Media.DatagramLibc;

namespace Guildhall.Voice.Media;

/// <summary>A UDP socket by recvmmsg and sendmmsg: many datagrams for one system call, and several for one receiver in one message.</summary>
internal sealed unsafe class LinuxDatagramPort : IDatagramPort
{
    private const int Batch = 512;
    private const int SendBufferBytes = 8 << 20;

    // Some 5,000 packets of sound: more would only be heard too late.
    private const int ReceiveBufferBytes = 2 << 20;
    private const long SendPatienceNs = 2_000_000;

    private readonly int _socket;
    private readonly int _event;

    // Wake may come after the end, when the number of the descriptor belongs to something else.
    private readonly SafeFileHandle _waker;
    private readonly bool _isInet6;
    private readonly Memory* _memory = (Memory*)NativeMemory.AlignedAlloc((nuint)sizeof(Memory), 64);
    private readonly Message* _received = Many<Message>(ReceiveBatch.Size);
    private readonly Message* _sent = Many<Message>(Batch);
    private readonly Part* _parts = Many<Part>(VoiceLimits.WorkerSendSlots);
    private readonly ControlEntry* _controls = Many<ControlEntry>(Batch);
    private readonly byte* _names = Many<byte>(Batch * SystemAddress.Most);
    private bool _isSegmenting = true;
    private uint _overflowed;
    private bool _isClosed;

    public LinuxDatagramPort(IPEndPoint bind)
    {
        *_memory = default;
        _isInet6 = bind.AddressFamily == AddressFamily.InterNetworkV6;
        _socket = Check(Socket(_isInet6 ? Inet6 : Inet, Datagrams, 0), "socket");
        _event = Check(EventDescriptor(0, EventFlags), "eventfd");
        _waker = new SafeFileHandle(_event, ownsHandle: true);
        if (_isInet6) Set(Ipv6Level, Ipv6Only, 0);
        // The forced ones may exceed the system's limit, and need a right that few servers have.
        if (!Set(SocketLevel, SendBufferForced, SendBufferBytes)) Set(SocketLevel, SendBuffer, SendBufferBytes);
        if (!Set(SocketLevel, ReceiveBufferForced, ReceiveBufferBytes)) Set(SocketLevel, ReceiveBuffer, ReceiveBufferBytes);
        Set(SocketLevel, OverflowCount, 1);
        var name = stackalloc byte[SystemAddress.Most];
        var length = (uint)SystemAddress.Write(name, PeerAddress.From(bind), _isInet6);
        if (Bind(_socket, name, length) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            Dispose();
            throw new SocketException((int)Meaning(error), $"UDP {bind} cannot be bound (error {error})");
        }

        Check(GetName(_socket, name, &length), "getsockname");
        Port = SystemAddress.Read(name).Port;
        for (var index = 0; index < ReceiveBatch.Size; index++) Prepare(index);
    }

    public static bool IsSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess && BitConverter.IsLittleEndian;

    public int Port { get; }

    public long Overflowed => _overflowed;

    public void Receive(ReceiveBatch batch, TimeSpan wait)
    {
        batch.Count = 0;
        var count = ReceiveReady(batch);
        if (count == 0 && wait > TimeSpan.Zero && Await(Readable, (long)wait.TotalNanoseconds)) count = ReceiveReady(batch);
        batch.Count = count;
    }

    public int Send(SendQueue queue)
    {
        var messages = queue.Arrange(_isSegmenting);
        var dropped = 0;
        var placed = 0;
        for (var first = 0; first < messages; first += Batch)
        {
            var count = Math.Min(Batch, messages - first);
            Fill(queue, first, count, ref placed);
            dropped += Push(count);
        }
        queue.Clear();
        return dropped;
    }

    public void Wake()
    {
        ulong one = 1;
        try
        {
            _ = Write(_waker, &one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits any more.
        }
    }

    public void Dispose()
    {
        if (_isClosed) return;
        _isClosed = true;
        _ = Close(_socket);
        _waker.Dispose();
        NativeMemory.AlignedFree(_memory);
        NativeMemory.AlignedFree(_received);
        NativeMemory.AlignedFree(_sent);
        NativeMemory.AlignedFree(_parts);
        NativeMemory.AlignedFree(_controls);
        NativeMemory.AlignedFree(_names);
    }

    private static T* Many<T>(int count)
        where T : unmanaged
    {
        var block = (T*)NativeMemory.AlignedAlloc((nuint)(count * sizeof(T)), 64);
        new Span<T>(block, count).Clear();
        return block;
    }

    private static int Check(int result, string call) =>
        result >= 0 ? result : throw new SocketException(Marshal.GetLastPInvokeError(), $"{call} failed (error {Marshal.GetLastPInvokeError()})");

    // SocketException counts as Windows does, and knows no number of the system's own.
    private static SocketError Meaning(int error) => error switch
    {
        13 => SocketError.AccessDenied,
        98 => SocketError.AddressAlreadyInUse,
        99 => SocketError.AddressNotAvailable,
        _ => SocketError.SocketError,
    };

    private bool Set(int level, int option, int value) => SetOption(_socket, level, option, &value, sizeof(int)) == 0;

    private void Prepare(int index)
    {
        ref var message = ref _received[index];
        message.Name = _memory->Names + index * SystemAddress.Most;
        message.Parts = (Part*)_memory->Parts + index;
        message.PartCount = 1;
        message.Control = _memory->Controls + index * sizeof(ControlEntry);
    }

    private int ReceiveReady(ReceiveBatch batch)
    {
        for (var index = 0; index < ReceiveBatch.Size; index++)
        {
            ref var message = ref _received[index];
            message.Parts->Start = batch.Data(index);
            message.Parts->Length = ReceiveBatch.Stride;
            message.NameLength = SystemAddress.Most;
            message.ControlLength = (ulong)sizeof(ControlEntry);
        }
        var count = ReceiveMany(_socket, _received, ReceiveBatch.Size, DontWait, null);
        for (var index = 0; index < count; index++)
        {
            ref var message = ref _received[index];
            var length = (message.Flags & Truncated) != 0 ? ReceiveBatch.Stride : (int)message.Length;
            batch.Set(index, length, SystemAddress.Read(message.Name));
        }
        if (count > 0) NoteOverflow(ref _received[count - 1]);
        return Math.Max(0, count);
    }

    private void NoteOverflow(ref Message message)
    {
        var control = (ControlEntry*)message.Control;
        if (message.ControlLength >= 20 && control->Level == SocketLevel && control->Type == OverflowCount) _overflowed = control->Value;
    }

    // True when the socket is ready, or may be.
    private bool Await(short wanted, long nanoseconds)
    {
        var entries = stackalloc PollEntry[2] { new() { Descriptor = _socket, Wanted = wanted }, new() { Descriptor = _event, Wanted = Readable } };
        var timeout = new TimeValue { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        if (Poll(entries, wanted == Readable ? 2u : 1u, &timeout, 0) <= 0) return false;
        ulong count;
        if (entries[1].Found != 0) _ = Read(_event, &count, sizeof(ulong));
        return entries[0].Found != 0;
    }

    private void Fill(SendQueue queue, int first, int count, ref int placed)
    {
        var part = _parts;
        for (var index = 0; index < count; index++)
        {
            var run = queue.Runs[first + index];
            var slot = queue.Order[placed];
            ref var message = ref _sent[index];
            message.Name = _names + index * SystemAddress.Most;
            message.NameLength = (ulong)SystemAddress.Write(message.Name, *queue.Address(slot), _isInet6);
            message.Parts = part;
            message.PartCount = (ulong)run;
            message.Control = null;
            message.ControlLength = 0;
            if (run > 1) Cut(ref message, _controls + index, queue.Length(slot));
            for (var segment = 0; segment < run; segment++, placed++, part++)
            {
                part->Start = queue.Data(queue.Order[placed]);
                part->Length = (nuint)queue.Length(queue.Order[placed]);
            }
        }
    }

    private static void Cut(ref Message message, ControlEntry* control, int size)
    {
        *control = new ControlEntry { Length = 16 + sizeof(ushort), Level = UdpLevel, Type = Segment, Value = (uint)size };
        message.Control = (byte*)control;
        message.ControlLength = (ulong)sizeof(ControlEntry);
    }

    // Sends messages 0 to count; returns how many datagrams were not taken.
    private int Push(int count)
    {
        var dropped = 0;
        var at = 0;
        var hasWaited = false;
        while (at < count)
        {
            var sent = SendMany(_socket, _sent + at, (uint)(count - at), DontWait);
            if (sent > 0)
            {
                at += sent;
                continue;
            }
            var error = Marshal.GetLastPInvokeError();
            if (error == Interrupted) continue;
            if (error is TryAgain or NoBuffers && !hasWaited)
            {
                hasWaited = true;
                _ = Await(Writable, SendPatienceNs);
                continue;
            }
            dropped += _sent[at].PartCount > 1 && error is Invalid or IoError or TooLong ? PushSingly(at) : (int)_sent[at].PartCount;
            at++;
        }
        return dropped;
    }

    // A device that cannot cut messages up: from now on each datagram leaves by itself.
    private int PushSingly(int index)
    {
        _isSegmenting = false;
        var dropped = 0;
        var whole = _sent[index];
        for (var part = 0; part < (int)whole.PartCount; part++)
        {
            var single = whole;
            single.Parts = whole.Parts + part;
            single.PartCount = 1;
            single.Control = null;
            single.ControlLength = 0;
            if (SendMany(_socket, &single, 1, DontWait) != 1) dropped++;
        }
        return dropped;
    }

    private struct Memory
    {
        public fixed byte Parts[ReceiveBatch.Size * 16];
        public fixed byte Controls[ReceiveBatch.Size * 24];
        public fixed byte Names[ReceiveBatch.Size * SystemAddress.Most];
    }
}
