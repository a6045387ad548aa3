using System.Buffers;
using System.Runtime.InteropServices;

namespace Guildhall.Gateway.Tls;

/// <summary>
/// What OpenSSL reads from and writes to: the bytes of the call that is being made on this thread. A connection that waits has
/// no buffer of its own, neither here nor there.
/// </summary>
internal static unsafe class TlsBio
{
    private static readonly nint Method = NewMethod();

    [ThreadStatic]
    private static TlsCall? _call;

    /// <summary>The call that this thread makes; one for each thread, used again.</summary>
    public static TlsCall Call => _call ??= new TlsCall();

    /// <summary>One for each connection: OpenSSL keeps in it whether a call would wait. Owned by the SSL that it is given to.</summary>
    /// <exception cref="InsufficientMemoryException">OpenSSL has no memory.</exception>
    public static nint New() => LibSsl.BIO_new(Method) is var bio and not 0 ? bio : throw new InsufficientMemoryException();

    private static nint NewMethod()
    {
        var method = LibSsl.BIO_meth_new(LibSsl.SourceOrSink, "guildhall");
        if (method == 0) throw new InsufficientMemoryException();
        _ = LibSsl.BIO_meth_set_read(method, &Read);
        _ = LibSsl.BIO_meth_set_write(method, &Write);
        _ = LibSsl.BIO_meth_set_ctrl(method, &Control);
        return method;
    }

    [UnmanagedCallersOnly]
    private static int Read(nint bio, byte* into, int length)
    {
        LibSsl.BIO_clear_flags(bio, LibSsl.Bio.RetryFlags);
        var call = Call;
        var count = (int)Math.Min(length, call.Input.Length);
        if (count > 0)
        {
            call.Input.Slice(0, count).CopyTo(new Span<byte>(into, count));
            call.Input = call.Input.Slice(count);
            return count;
        }

        LibSsl.BIO_set_flags(bio, LibSsl.Bio.RetryRead);
        return -1;
    }

    [UnmanagedCallersOnly]
    private static int Write(nint bio, byte* bytes, int length)
    {
        LibSsl.BIO_clear_flags(bio, LibSsl.Bio.RetryFlags);
        var call = Call;
        try
        {
            if (call.Output is not { } output) return -1;
            output.Write(new ReadOnlySpan<byte>(bytes, length));
            return length;
        }
        catch (Exception fault)
        {
            // Nothing may be thrown through OpenSSL.
            call.Fault = fault;
            return -1;
        }
    }

    [UnmanagedCallersOnly]
    private static nint Control(nint bio, int command, nint number, nint pointer) => command == LibSsl.Bio.Flush ? 1 : 0;
}
