namespace Guildhall.Community.Applications.Commands;

/// <summary>The types of option that a command may have, and what their values may be at most.</summary>
internal static class OptionType
{
    public const int SubCommand = 1;
    public const int SubCommandGroup = 2;
    public const int Text = 3;
    public const int Integer = 4;
    public const int Boolean = 5;
    public const int User = 6;
    public const int Channel = 7;
    public const int Role = 8;
    public const int Mentionable = 9;
    public const int Number = 10;
    public const int Attachment = 11;

    /// <summary>Characters of a text value.</summary>
    public const int TextMax = 6_000;

    /// <summary>Whole numbers up to this are exact everywhere.</summary>
    public const long WholeMax = 9_007_199_254_740_991;

    /// <summary>Digits of an id.</summary>
    public const int IdTextMax = 20;
}
