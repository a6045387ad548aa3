namespace Guildhall.Gateway.Etf;

/// <summary>The first byte of each kind of term in Erlang's external term format, as far as this gateway writes or reads it.</summary>
internal static class EtfTags
{
    /// <summary>What every message begins with.</summary>
    public const byte Version = 131;

    public const byte Float = 70;
    public const byte SmallInteger = 97;
    public const byte Integer = 98;
    public const byte FloatText = 99;
    public const byte Atom = 100;
    public const byte SmallTuple = 104;
    public const byte LargeTuple = 105;
    public const byte Nil = 106;
    public const byte ByteList = 107;
    public const byte List = 108;
    public const byte Binary = 109;
    public const byte SmallBig = 110;
    public const byte LargeBig = 111;
    public const byte SmallAtom = 115;
    public const byte Map = 116;
    public const byte AtomUtf8 = 118;
    public const byte SmallAtomUtf8 = 119;
}
