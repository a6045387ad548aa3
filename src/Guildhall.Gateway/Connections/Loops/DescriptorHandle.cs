using System.Runtime.InteropServices;

namespace Guildhall.Gateway.Connections.Loops;

/// <summary>
/// A descriptor that several threads use. Counted, so that a late call from another thread never meets whatever has got the
/// number since.
/// </summary>
internal sealed class DescriptorHandle : SafeHandle
{
    public DescriptorHandle(int descriptor)
        : base(-1, ownsHandle: true) => SetHandle(descriptor);

    public override bool IsInvalid => handle < 0;

    protected override bool ReleaseHandle() => Libc.Close((int)handle) == 0;
}
