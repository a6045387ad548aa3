namespace Guildhall.Server.Hosting;

/// <summary>The address that people and bots reach this server at; known when the port is open, or from --public-url.</summary>
public sealed class ServedAddress
{
    private volatile string _url = "";

    /// <summary>Without a slash at the end.</summary>
    public string Url
    {
        get => _url;
        set => _url = value;
    }
}
