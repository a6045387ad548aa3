using System.Net;
using System.Net.Sockets;
using Guildhall.VoiceLoad.Net;

namespace Guildhall.VoiceLoad.Load;

/// <summary>The baseline: a server that sends each datagram back to where it came from, and a peer whose packets are not sealed.</summary>
internal static class Echo
{
    /// <summary>Echoes until the process is ended; prints its port first.</summary>
    public static void Serve()
    {
        using var socket = Sockets.Open(IPAddress.Loopback);
        Console.WriteLine(((IPEndPoint)socket.LocalEndPoint!).Port);
        var packet = new byte[2048];
        var from = new SocketAddress(AddressFamily.InterNetwork);
        while (true)
        {
            var length = socket.ReceiveFrom(packet, SocketFlags.None, from);
            _ = socket.SendTo(packet.AsSpan(0, length), SocketFlags.None, from);
        }
    }
}
