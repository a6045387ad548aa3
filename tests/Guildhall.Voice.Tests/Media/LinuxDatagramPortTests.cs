using System.Net;
using Guildhall.Voice.Media;

namespace Guildhall.Voice.Tests.Media;

public sealed class LinuxDatagramPortTests : DatagramPortContract
{
    internal override IDatagramPort Open(IPEndPoint bind) => LinuxDatagramPort.IsSupported ? new LinuxDatagramPort(bind) : new PortableDatagramPort(bind);
}
