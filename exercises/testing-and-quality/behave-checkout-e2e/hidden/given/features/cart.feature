@cart
Feature: Cart

  Background:
    Given these products
      | sku    | price     | stock |
      | tea    | 12.50 EUR | 3     |
      | teapot | 48.00 EUR | 1     |
    And an empty cart

  Scenario: Items add up
    When I put 2 "tea" into the cart
    And I put 1 "teapot" into the cart
    Then the cart has these items
      | sku    | quantity |
      | tea    | 2        |
      | teapot | 1        |
    And the cart costs 73.00 EUR

  Scenario: Another customer has another cart
    When I put 1 "tea" into the cart
    And another customer takes a cart
    Then the other cart has no items

  @stock
  Scenario Outline: There is no more than there is
    When I put <quantity> "<sku>" into the cart
    Then the shop answers <status>

    Examples:
      | sku    | quantity | status |
      | tea    | 3        | 200    |
      | tea    | 4        | 409    |
      | coffee | 1        | 404    |

  @coupon
  Scenario: A coupon counts once
    Given I put 1 "tea" into the cart
    When I use the coupon "TENOFF"
    Then the cart costs 11.25 EUR
    When I use the coupon "TENOFF"
    Then the shop answers 409
    And the cart costs 11.25 EUR
