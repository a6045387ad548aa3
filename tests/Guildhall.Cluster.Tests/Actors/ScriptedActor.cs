using Guildhall.Cluster.Actors;

namespace Guildhall.Cluster.Tests;

/// <summary>An actor for tests: it does what the message says, and the host's tests say what that is.</summary>
internal sealed class ScriptedActor(Func<IActorMessage, Turn, ValueTask> receive) : Actor
{
    private bool _mayGoIdle = true;

    public override bool MayGoIdle => _mayGoIdle;

    public override ValueTask Receive(IActorMessage message, Turn turn)
    {
        switch (message)
        {
            case Hold: _mayGoIdle = false; break;
            case Release: _mayGoIdle = true; break;
        }

        return receive(message, turn);
    }
}

/// <summary>Asks for the number back.</summary>
internal sealed record Echo(int Number) : IAsk<Answer>;

internal sealed record Answer(int Number);

/// <summary>Tells a number.</summary>
internal sealed record Note(int Sender, int Number) : IActorMessage;

/// <summary>Makes the actor throw.</summary>
internal sealed record Crash : IAsk<Answer>;

/// <summary>From now on the actor may not go idle.</summary>
internal sealed record Hold : IAsk<Answer>;

internal sealed record Release : IAsk<Answer>;

/// <summary>Asks the actor to write with a commit of the given number, and to answer with it.</summary>
internal sealed record Write(int Number) : IAsk<Answer>;

/// <summary>Handled without any answer.</summary>
internal sealed record Ignored : IAsk<Answer>;
