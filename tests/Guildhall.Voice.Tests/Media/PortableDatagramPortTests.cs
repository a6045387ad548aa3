using System.Net;
using Guildhall.Voice.Media;

namespace Guildhall.Voice.Tests.Media;

public sealed class PortableDatagramPortTests : DatagramPortContract
{
    internal override IDatagramPort Open(IPEndPoint bind) => new PortableDatagramPort(bind);
}
