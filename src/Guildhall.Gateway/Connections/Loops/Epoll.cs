using System.Runtime.InteropServices;
using System.Runtime.CompilerServices;

namespace Guildhall.Gateway.Connections.Loops;

/// <summary>
/// What a loop waits for: sockets, each under a key, and a wake-up from other threads. Only <see cref="Wake"/> may be called
/// from outside the loop's thread.
/// </summary>
internal sealed unsafe class Epoll : IDisposable
{
    public const uint Readable = 0x1;
    public const uint Writable = 0x4;
    public const uint Failed = 0x8;
    public const uint HungUp = 0x10;
    public const uint PeerDone = 0x2000;

    /// <summary>Told once for each arrival, and not as long as there is something to read.</summary>
    public const uint Edge = 1u << 31;

    /// <summary>The key of <see cref="Wake"/>.</summary>
    public const ulong WakeKey = ulong.MaxValue;

    /// <summary>The key of descriptors that arrive; see <see cref="DescriptorPass"/>.</summary>
    public const ulong PassKey = ulong.MaxValue - 1;

    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int MostEvents = 512;

    // struct epoll_event is packed on x64 and nowhere else.
    private static readonly bool IsPacked = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int EventBytes = IsPacked ? 12 : 16;
    private static readonly int KeyAt = IsPacked ? 4 : 8;
    private readonly byte* _events = (byte*)NativeMemory.Alloc(MostEvents * 16);
    private readonly DescriptorHandle _handle;
    private readonly int _descriptor;
    private readonly DescriptorHandle _wake;

    /// <exception cref="IOException">The process has no descriptors left.</exception>
    public Epoll()
    {
        _descriptor = Libc.EpollCreate(CloseOnExec);
        _handle = new DescriptorHandle(_descriptor);
        var wake = Libc.EventDescriptor(0, CloseOnExec | NonBlocking);
        _wake = new DescriptorHandle(wake);
        if (_descriptor < 0 || wake < 0 || !Add(wake, Readable | Edge, WakeKey)) throw new IOException("epoll cannot be set up: out of file descriptors");
    }

    /// <summary>True where this runs at all.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    /// <summary>Watches a descriptor; false when the system has no room for it.</summary>
    public bool Add(int descriptor, uint interest, ulong key) => Control(1, descriptor, interest, key);

    public bool Change(int descriptor, uint interest, ulong key) => Control(3, descriptor, interest, key);

    public void Remove(int descriptor) => Control(2, descriptor, 0, 0);

    /// <summary>Waits for events; their number, 0 after the timeout.</summary>
    /// <param name="timeoutMs">-1 waits for as long as it takes.</param>
    public int Wait(int timeoutMs) => Math.Max(0, Libc.EpollWait(_descriptor, _events, MostEvents, timeoutMs));

    /// <summary>One of the events that <see cref="Wait"/> found.</summary>
    public (ulong Key, uint What) this[int index]
    {
        get
        {
            var found = _events + (index * EventBytes);
            return (Unsafe.ReadUnaligned<ulong>(found + KeyAt), Unsafe.ReadUnaligned<uint>(found));
        }
    }

    /// <summary>Ends a wait, or the next one.</summary>
    public void Wake()
    {
        var one = 1UL;
        try
        {
            _ = Libc.Write(_wake, &one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits any more.
        }
    }

    public void Dispose()
    {
        _handle.Dispose();
        _wake.Dispose();
        NativeMemory.Free(_events);
    }

    private bool Control(int operation, int descriptor, uint interest, ulong key)
    {
        var what = stackalloc byte[16];
        Unsafe.WriteUnaligned(what, interest);
        Unsafe.WriteUnaligned(what + KeyAt, key);
        return Libc.EpollControl(_descriptor, operation, descriptor, what) == 0;
    }
}
