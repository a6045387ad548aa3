using System.Text;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Reports;

/// <summary>Stores a report and tells it to the people who moderate. Bots are not told: the event is none that their libraries know.</summary>
internal static class ReportChanges
{
    /// <summary>Steps that a report remembers; the first is kept, older ones behind it go.</summary>
    private const int StepsMax = 20;

    public static void Put(GuildTurn turn, ReportPayload report)
    {
        turn.Put(ReportPayload.Kind, report.Id.Number, report);
        turn.Log("REPORT_UPDATE", Encoding.UTF8.GetBytes($"{{\"report_id\":\"{report.Id}\"}}"));
        SessionRef[] people = [.. turn.Sessions.OfHolders(turn.State, turn.ViewChange, Permissions.ModerateMembers, null, turn.Now).Where(session => turn.Sessions.Find(session) is { IsBot: false })];
        var dispatch = GuildTurn.Encoded(DispatchCatalogue.GuildReportUpdate, report, ReportJson.Default.ReportPayload);
        turn.Effect(cancel => turn.Services.Relay.Send(people, dispatch, cancel));
    }

    /// <summary>The report with one more step.</summary>
    public static ReportPayload Step(ReportPayload report, ReportStep step) => report with
    {
        Status = step.Status,
        History = report.History.Count < StepsMax
            ? [.. report.History, step]
            : [report.History[0], .. report.History.Skip(2), step],
    };
}
