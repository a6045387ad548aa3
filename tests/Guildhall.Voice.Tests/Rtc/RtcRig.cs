using Guildhall.Voice.Rtc.Dtls;
using Guildhall.Voice.Rtc.Forwarding;
using Guildhall.Voice.Tests.Media;

namespace Guildhall.Voice.Tests.Rtc;

/// <summary>A worker with its real half for browsers.</summary>
internal static class RtcRig
{
    public static readonly DtlsContext Certificate = new(TimeProvider.System);

    public static WorkerRig Start()
    {
        WorkerRig? rig = null;
        var time = new RigTime();
        rig = new WorkerRig(rtc: host => new RtcPath(host, Certificate, rig?.Time ?? time));
        return rig;
    }
}
