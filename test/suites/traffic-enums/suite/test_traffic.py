import enum

import pytest

from traffic import Access, Lane, Light, Weekday, next_light, parse_level, Level


def test_members_are_singletons():
    assert next_light(Light.RED) is Light.GREEN
    assert Light["RED"] is Light.RED
    assert Light("red") is Light.RED
    assert Light.RED != "red"


def test_name_and_value():
    assert Light.RED.name == "RED"
    assert Light.RED.value == "red"
    assert str(Light.RED) == "Light.RED"
    assert repr(Light.RED) == "<Light.RED: 'red'>"


def test_unknown():
    with pytest.raises(ValueError, match="is not a valid Light"):
        Light("blue")
    with pytest.raises(KeyError):
        Light["BLUE"]
    with pytest.raises(AttributeError):
        Light.BLUE


def test_iteration_order():
    assert list(Light) == [Light.RED, Light.GREEN, Light.AMBER]
    assert [light.name for light in Light] == ["RED", "GREEN", "AMBER"]
    assert len(Light) == 3
    assert list(Light.__members__) == ["RED", "GREEN", "AMBER", "YELLOW"]


def test_alias():
    assert Light.YELLOW is Light.AMBER


@pytest.mark.parametrize("light, follower", [(light, next_light(light)) for light in Light])
def test_cycle(light, follower):
    assert next_light(light) is follower
    assert isinstance(follower, Light)


def test_membership():
    assert Light.RED in Light
    assert isinstance(Light.RED, Light)
    assert isinstance(Light.RED, enum.Enum)
    assert issubclass(Weekday, enum.IntEnum)
    assert Light.RED in (Light.GREEN, Light.RED)
    assert Light.RED in {Light.RED: 1}


def test_int_enum_is_a_number():
    assert Weekday.MON == 1
    assert Weekday.SUN > Weekday.MON
    assert Weekday.MON + 1 == Weekday.TUE
    assert sorted([Weekday.SUN, Weekday.MON]) == [1, 7]
    assert ["a", "b", "c"][Weekday.MON] == "b"
    assert isinstance(Weekday.MON, int)
    assert max(Weekday) is Weekday.SUN


def test_member_method_and_property():
    assert Weekday.SAT.is_weekend()
    assert not Weekday.MON.is_weekend()
    assert Light.GREEN.may_go is True


def test_str_enum():
    assert Lane.BUS == "bus"
    assert Lane.BUS.upper() == "BUS"
    assert f"{Lane.BIKE} lane" == "bike lane"
    assert "-".join(Lane) == "car-bus-bike"
    assert Lane("bus") is Lane.BUS


def test_flags():
    both = Access.READ | Access.WRITE
    assert Access.READ in both
    assert Access.EXEC not in both
    assert both & Access.WRITE == Access.WRITE
    assert both.value == 3
    assert (both ^ Access.READ) is Access.WRITE
    assert Access(3) == both
    assert not Access.READ & Access.EXEC
    assert Access(0) == Access.NONE
    assert bool(Access.NONE) is False


def test_members_in_plain_results():
    assert parse_level("low,high,low") == [Level.LOW, Level.HIGH, Level.LOW]
    assert {Level.LOW: 1} == {parse_level("low")[0]: 1}
    assert parse_level("") == []


def test_cannot_be_changed():
    with pytest.raises(AttributeError):
        Light.RED = 5
    with pytest.raises(AttributeError):
        Light.RED.value = 5
