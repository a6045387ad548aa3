using System.Runtime.InteropServices;

namespace Guildhall.Voice.Media;

/// <summary>
/// The system calls of a worker, on 64-bit Linux. Each returns -1 on failure, with the reason in
/// <see cref="Marshal.GetLastPInvokeError"/>, which must be read before the next call.
/// </summary>
internal static unsafe partial class DatagramLibc
{
    public const int Interrupted = 4;
    public const int IoError = 5;
    public const int TryAgain = 11;
    public const int Invalid = 22;
    public const int TooLong = 90;
    public const int NoBuffers = 105;

    public const int Inet = 2;
    public const int Inet6 = 10;

    /// <summary>SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC.</summary>
    public const int Datagrams = 2 | 0x800 | 0x80000;

    /// <summary>EFD_NONBLOCK | EFD_CLOEXEC.</summary>
    public const int EventFlags = 0x800 | 0x80000;

    public const int SocketLevel = 1;
    public const int Ipv6Level = 41;
    public const int UdpLevel = 17;
    public const int SendBuffer = 7;
    public const int ReceiveBuffer = 8;
    public const int SendBufferForced = 32;
    public const int ReceiveBufferForced = 33;
    public const int OverflowCount = 40;
    public const int Ipv6Only = 26;
    public const int Segment = 103;

    public const int DontWait = 0x40;
    public const int Truncated = 0x20;
    public const short Readable = 1;
    public const short Writable = 4;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int socket, byte* address, uint length);

    [LibraryImport(Library, EntryPoint = "getsockname", SetLastError = true)]
    public static partial int GetName(int socket, byte* address, uint* length);

    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(int socket, int level, int option, int* value, uint length);

    [LibraryImport(Library, EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int ReceiveMany(int socket, Message* messages, uint count, int flags, TimeValue* timeout);

    [LibraryImport(Library, EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMany(int socket, Message* messages, uint count, int flags);

    [LibraryImport(Library, EntryPoint = "ppoll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, ulong count, TimeValue* timeout, nint signals);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventDescriptor(uint first, int flags);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, void* buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeHandle descriptor, void* buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int GetClock(int clock, TimeValue* value);

    /// <summary>With <paramref name="which"/> and <paramref name="who"/> 0: how nice the calling thread is, from -20 on.</summary>
    [LibraryImport(Library, EntryPoint = "setpriority")]
    public static partial int SetPriority(int which, int who, int niceness);

    /// <summary>struct mmsghdr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Message
    {
        public byte* Name;
        public ulong NameLength;
        public Part* Parts;
        public ulong PartCount;
        public byte* Control;
        public ulong ControlLength;
        public int Flags;
        private readonly int _padding;
        public uint Length;
        private readonly uint _padding2;
    }

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Part
    {
        public byte* Start;
        public nuint Length;
    }

    /// <summary>struct timespec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeValue
    {
        public long Seconds;
        public long Nanoseconds;
    }

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }

    /// <summary>struct cmsghdr with 4 bytes of content, padded.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ControlEntry
    {
        public ulong Length;
        public int Level;
        public int Type;
        public uint Value;
        private readonly uint _padding;
    }
}
