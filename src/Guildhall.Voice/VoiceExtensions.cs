using Guildhall.Voice.Signalling;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Voice;

/// <summary>How a server serves the voice gateway.</summary>
public static class VoiceExtensions
{
    /// <summary>Serves upgrades to the voice gateway. Comes before the main gateway's, static files and routing; needs a <see cref="VoiceService"/>.</summary>
    public static IApplicationBuilder UseVoice(this IApplicationBuilder app)
    {
        VoiceUpgrade.Use(app, app.ApplicationServices.GetRequiredService<VoiceService>().Gateway);
        return app;
    }
}
